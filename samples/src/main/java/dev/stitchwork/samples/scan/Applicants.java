package dev.stitchwork.samples.scan;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Invents applicants. Nobody here exists: names and places are put together from word lists, telephone numbers come
 * from the ranges kept for drama, mail goes to example domains, insurance numbers begin with letters never issued.
 */
public final class Applicants {
    private static final List<String> GIVEN = List.of("Agnes", "Bertram", "Clara", "Dorothea", "Edwin", "Flora", "Gilbert",
            "Harriet", "Ivor", "Judith", "Kenneth", "Lavinia", "Magnus", "Nora", "Oswald", "Petra", "Quentin", "Rosalind",
            "Silas", "Thea", "Ulric", "Verity", "Walter", "Ysolde");
    private static final List<String> FAMILY = List.of("Ashdown", "Birchwell", "Copperfield", "Dunmoor", "Elderby",
            "Fairweather", "Gosling", "Hartrow", "Inglewick", "Jessop", "Kettlewell", "Longstaff", "Millbrook", "Nightingale",
            "Oakenshaw", "Pemberley", "Quillfeather", "Rookwood", "Silverton", "Thistlewood", "Underhill", "Vanter",
            "Winterbourne", "Yarrow");
    private static final List<String> STREETS = List.of("Mill Green", "Tanner's Row", "Canal Street", "Orchard Lane",
            "Bell Yard", "Station Road", "Weaver's Hill", "Quay Side", "North Terrace", "Lime Walk");
    private static final List<String> TOWNS = List.of("Lindenau", "Harrowby", "Marlsea", "Thornwick", "Westerholm",
            "Coldbrook", "Ferndale", "Pinmarsh");
    private static final List<String> EMPLOYERS = List.of("Marlsea Ferry Company", "Thornwick Bakery", "Lindenau Town Library",
            "Coldbrook Nursery School", "Harrowby Timber Yard", "Westerholm Hospital Laundry", "Ferndale Bus Depot");
    private static final List<String> REMARKS = List.of("my mother lives with us since March", "lift out of order, second floor",
            "please write, do not telephone", "shift work, home after six", "new boiler needed before winter",
            "one child starts school in autumn");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);

    private final RandomGenerator random;

    public Applicants(RandomGenerator random) {
        this.random = random;
    }

    public FilledForm next() {
        String given = pick(GIVEN);
        String family = pick(FAMILY);
        boolean byBank = chance(0.75);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("family_name", chance(0.1) ? family + "-" + pick(FAMILY) : family);
        form.put("given_names", chance(0.3) ? given + " " + pick(GIVEN) : given);
        form.put("birth_date", day(LocalDate.of(1935, 1, 1), 26_000));
        form.put("insurance_no", "QQ" + digits(6) + (char) ('A' + random.nextInt(4)));
        form.put("family_status", "" + (1 + random.nextInt(4)));
        form.put("street", (1 + random.nextInt(180)) + " " + pick(STREETS));
        form.put("town", pick(TOWNS));
        form.put("postcode", "QX" + (1 + random.nextInt(9)) + " " + random.nextInt(10) + letter() + letter());
        form.put("phone", chance(0.15) ? "" : chance(0.5) ? "07700 900" + digits(3) : "01632 960" + digits(3));
        form.put("email", chance(0.25) ? "" : mail(given, family));
        form.put("household", "" + (1 + random.nextInt(7)));
        form.put("hours", chance(0.2) ? "" : random.nextInt(41) + (chance(0.4) ? ".5" : ""));
        form.put("income", money(400, 2_600));
        form.put("rent", money(250, 1_200));
        form.put("employer", chance(0.35) ? "" : pick(EMPLOYERS));
        form.put("support", ticks(5));
        form.put("start_date", day(LocalDate.of(2026, 2, 1), 400));
        form.put("pay_by", byBank ? "1" : "2");
        form.put("account_no", byBank ? digits(8) : "");
        form.put("remarks", chance(0.6) ? "" : pick(REMARKS));
        form.put("signature", chance(0.06) ? "" : "yes");
        form.put("signed_on", day(LocalDate.of(2026, 1, 5), 150));
        return new FilledForm(form);
    }

    private String mail(String given, String family) {
        return (given + "." + family).toLowerCase(Locale.ROOT) + (chance(0.4) ? "" + random.nextInt(100) : "")
                + "@example." + pick(List.of("org", "com", "net"));
    }

    private String money(int from, int to) {
        int pounds = from + random.nextInt(to - from);
        String whole = chance(0.5) && pounds > 999 ? pounds / 1000 + "," + "%03d".formatted(pounds % 1000) : "" + pounds;
        return chance(0.5) ? whole : whole + ".%02d".formatted(random.nextInt(20) * 5);
    }

    private String day(LocalDate first, int days) {
        return DAY.format(first.plusDays(random.nextInt(days)));
    }

    private String ticks(int options) {
        List<String> ticked = new ArrayList<>();
        for (int option = 1; option <= options; option++) {
            if (chance(0.35)) {
                ticked.add("" + option);
            }
        }
        return String.join(" ", ticked);
    }

    private String digits(int count) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(random.nextInt(10));
        }
        return all.toString();
    }

    private char letter() {
        return "ABDEFGHJLNPQRSTUWXYZ".charAt(random.nextInt(20));
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
