package dev.stitchwork.samples.simulate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.Staff;
import dev.stitchwork.engine.form.SensitivityClass;
import org.junit.jupiter.api.Test;

/** Who is counted on for what, where classes conflict. */
final class StaffingTest {
    private static final SensitivityClass BIRTH = SensitivityClass.BIRTH;
    private static final SensitivityClass SEX = SensitivityClass.SEX;

    private final Staffing staffing = new Staffing(1, new int[] {ClassSet.of(BIRTH, SEX)}, true);

    @Test
    void whoIsNotNeededOnItsSideChangesIt() {
        staffing.need(0, BIRTH, 5);
        staffing.need(0, SEX, 1);
        staffing.scarceFirst(ClassSet.of(BIRTH, SEX));
        staffing.need(0, BIRTH, -5);

        assertFalse(staffing.spares(0, 0, SEX, 1), "it is counted on for dates of birth");
        assertTrue(staffing.spares(0, 0, SEX, Staff.UNINSURED), "which nobody needs any more");
        staffing.show(0, 0, SEX);
        staffing.need(0, SEX, -1);
        staffing.need(1, SEX, 1);
        assertTrue(staffing.spares(0, 1, SEX, Staff.UNINSURED), "it stays there");
    }

    @Test
    void whoIsNeededOnItsSideStays() {
        staffing.need(0, BIRTH, 5);
        staffing.need(0, SEX, 1);
        staffing.scarceFirst(ClassSet.of(BIRTH, SEX));
        staffing.need(0, BIRTH, -5);
        staffing.need(1, BIRTH, 1);

        assertFalse(staffing.spares(0, 0, SEX, Staff.UNINSURED), "nobody else can take the date of birth");
    }
}
