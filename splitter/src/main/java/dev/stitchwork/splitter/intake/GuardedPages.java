package dev.stitchwork.splitter.intake;

import java.util.concurrent.Callable;

/**
 * Pages whose decoder may throw what it likes: whatever that is, it is the file's fault and is said in one sentence. Only
 * running out of memory is let through, since nobody knows what is left in order after it.
 */
final class GuardedPages implements Pages {
    private final String name;
    private final Pages pages;

    private GuardedPages(String name, Pages pages) {
        this.name = name;
        this.pages = pages;
    }

    static Pages open(String name, Callable<Pages> opening) throws RefusedException {
        return new GuardedPages(name, guarded("scan '%s'".formatted(name), opening));
    }

    @Override
    public int count() {
        return pages.count();
    }

    @Override
    public FileFormat format() {
        return pages.format();
    }

    @Override
    public PageFacts facts(int number) throws RefusedException {
        return guarded(where(number), () -> pages.facts(number));
    }

    @Override
    public Page page(int number) throws RefusedException {
        return guarded(where(number), () -> pages.page(number).kept());
    }

    private String where(int number) {
        return "page %d of scan '%s'".formatted(number, name);
    }

    private static <T> T guarded(String what, Callable<T> work) throws RefusedException {
        try {
            return work.call();
        } catch (RefusedException refused) {
            throw refused;
        } catch (OutOfMemoryError unknownState) {
            throw unknownState;
        } catch (Exception | Error broken) {
            throw new RefusedException((broken instanceof StackOverflowError
                    ? "Expected to decode %s but its parts contain each other without end: save it anew."
                    : "Expected to decode %s but it is damaged: send it again, or save it anew.").formatted(what), broken);
        }
    }

    @Override
    public void close() {
        pages.close();
    }
}
