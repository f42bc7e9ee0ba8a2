package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Gray;

/** Digits of 5 x 7 dots: drawn by us, so that a picture does not depend on the fonts of a machine. */
final class Digits {
    static final int WIDTH = 5;
    static final int HEIGHT = 7;

    private static final String[][] DOTS = {
        {" ### ", "#   #", "#  ##", "# # #", "##  #", "#   #", " ### "},
        {"  #  ", " ##  ", "  #  ", "  #  ", "  #  ", "  #  ", " ### "},
        {" ### ", "#   #", "    #", "   # ", "  #  ", " #   ", "#####"},
        {" ### ", "#   #", "    #", "  ## ", "    #", "#   #", " ### "},
        {"   # ", "  ## ", " # # ", "#  # ", "#####", "   # ", "   # "},
        {"#####", "#    ", "#### ", "    #", "    #", "#   #", " ### "},
        {"  ## ", " #   ", "#    ", "#### ", "#   #", "#   #", " ### "},
        {"#####", "    #", "   # ", "  #  ", "  #  ", "  #  ", "  #  "},
        {" ### ", "#   #", "#   #", " ### ", "#   #", "#   #", " ### "},
        {" ### ", "#   #", "#   #", " ####", "    #", "   # ", " ##  "},
    };

    private Digits() {}

    /** Draws a number with its upper edge at a height and centred on a column, each dot a square of some pixels. */
    static void draw(Gray picture, int number, int middle, int top, int size, int grey) {
        String text = Integer.toString(number);
        int left = middle - (text.length() * (WIDTH + 1) - 1) * size / 2;
        for (int i = 0; i < text.length(); i++) {
            String[] dots = DOTS[text.charAt(i) - '0'];
            for (int y = 0; y < HEIGHT * size; y++) {
                for (int x = 0; x < WIDTH * size; x++) {
                    int column = left + i * (WIDTH + 1) * size + x;
                    if (dots[y / size].charAt(x / size) == '#' && column >= 0 && column < picture.width()) {
                        picture.set(column, top + y, grey);
                    }
                }
            }
        }
    }
}
