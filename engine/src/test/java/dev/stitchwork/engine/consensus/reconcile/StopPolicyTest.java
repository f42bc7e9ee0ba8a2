package dev.stitchwork.engine.consensus.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StopPolicyTest {
    @ParameterizedTest
    @ValueSource(strings = {"k-agree:2", "lead:3", "majority:5", "posterior:0.95", "posterior:0.0001", "all"})
    void aPolicyIsWrittenAsItIsRead(String written) {
        assertEquals(written, StopPolicy.parse(" " + written).written());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "agree:2 | Expected a policy such as k-agree:2, lead:2, majority:3, posterior:0.95 or all but was 'agree:2'.",
                "all:2 | Expected a policy such as k-agree:2, lead:2, majority:3, posterior:0.95 or all but was 'all:2'.",
                "k-agree | Expected a policy such as k-agree:2, lead:2, majority:3, posterior:0.95 or all but was 'k-agree'.",
                "k-agree:0 | Expected a whole number from 1 to 99 in the policy but was '0' in 'k-agree:0'.",
                "majority:2.5 | Expected a whole number from 1 to 99 in the policy but was '2.5' in 'majority:2.5'.",
                "posterior:1 | Expected a posterior above 0 and below 1 but was 1.0.",
                "posterior:.9.5 | Expected a number in the policy but was '.9.5' in 'posterior:.9.5'."
            })
    void whatIsNoPolicyIsRefused(String written, String sentence) {
        assertEquals(sentence, assertThrows(IllegalArgumentException.class, () -> StopPolicy.parse(written)).getMessage());
    }
}
