package io.sightline.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.learning.Gate.Judged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only a model that is certainly better takes the champion's place. */
class GateTest {
    private static final Gate GATE = new Gate(0.05, 0.02);
    private static final List<String> TWO = List.of("clean", "rust");

    /** By hand: the upper tail of n throws of a coin, for example (C(6,5) + C(6,6)) / 64 = 7 / 64. */
    @ParameterizedTest(name = "{0} gains, {1} losses: p = {2}")
    @CsvSource({
        "0, 0, 1",
        "0, 4, 1",
        "1, 0, 0.5",
        "4, 0, 0.0625",
        "5, 0, 0.03125",
        "5, 1, 0.109375",
        "7, 1, 0.03515625",
        "3, 3, 0.65625",
        "2, 8, 0.9892578125"
    })
    void theChanceOfSoManyGainsIsThatOfACoin(int gains, int losses, double p) {
        assertThat(Gate.mcNemar(gains, losses)).isCloseTo(p, within(1e-12));
    }

    @Test
    void manyPicturesDoNotUnderflow() {
        assertThat(Gate.mcNemar(0, 5000)).isEqualTo(1);
        assertThat(Gate.mcNemar(5000, 5000)).isCloseTo(0.504, within(1e-3));
        assertThat(Gate.mcNemar(5200, 4800)).isBetween(2e-5, 5e-5);
        assertThat(Gate.mcNemar(5000, 0)).isLessThan(1e-300);
    }

    @Test
    void aClearGainIsPromoted() {
        Verdict verdict = GATE.judge(TWO, 2, held(80, 8, 1, 11));

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.count()).isEqualTo(100);
        assertThat(verdict.championAccuracy()).isEqualTo(0.81);
        assertThat(verdict.challengerAccuracy()).isEqualTo(0.88);
        assertThat(verdict.onlyChallengerRight()).isEqualTo(8);
        assertThat(verdict.onlyChampionRight()).isEqualTo(1);
        assertThat(verdict.pValue()).isCloseTo(10 / 512.0, within(1e-12));
        assertThat(verdict.reason()).startsWith("better").contains("8 right");
    }

    @Test
    void aGainThatChanceExplainsIsRefused() {
        Verdict verdict = GATE.judge(TWO, 2, held(80, 5, 2, 13));

        assertThat(verdict.promoted()).isFalse();
        assertThat(verdict.challengerAccuracy()).isGreaterThan(verdict.championAccuracy());
        assertThat(verdict.reason())
                .startsWith("not better by more than chance")
                .contains("p = 0.2266");
    }

    @Test
    void theSameModelIsRefused() {
        assertThat(GATE.judge(TWO, 2, held(90, 0, 0, 10)).promoted()).isFalse();
    }

    @Test
    void aTestSetOnWhichNothingCanBeShownIsSaidToBeTooSmall() {
        assertThat(GATE.judge(TWO, 2, held(30, 4, 0, 0)).reason())
                .contains("4 of 34")
                .contains("too few");
        assertThat(GATE.judge(TWO, 2, held(30, 5, 0, 0)).promoted()).isTrue();
        assertThat(GATE.judge(TWO, 2, List.of()).reason()).contains("0 of 0").contains("more examples");
    }

    @Test
    void noClassMayPayForTheOthers() {
        List<Judged> judged = new ArrayList<>(Collections.nCopies(30, new Judged(0, 1, 0)));
        judged.addAll(Collections.nCopies(95, new Judged(1, 1, 1)));
        judged.addAll(Collections.nCopies(5, new Judged(1, 1, 0)));

        Verdict verdict = GATE.judge(TWO, 2, judged);

        assertThat(verdict.pValue()).isLessThan(0.001);
        assertThat(verdict.promoted()).isFalse();
        assertThat(verdict.reason()).contains("rust from 100.0 % to 95.0 %").doesNotContain("clean");
        assertThat(new Gate(0.05, 0.05).judge(TWO, 2, judged).promoted())
                .as("a drop of just what is allowed")
                .isTrue();
    }

    @Test
    void picturesOfANewClassAreTheChampionsMistakes() {
        List<Judged> judged = new ArrayList<>(Collections.nCopies(50, new Judged(0, 0, 0)));
        judged.addAll(Collections.nCopies(50, new Judged(1, 1, 1)));
        judged.addAll(Collections.nCopies(6, new Judged(2, 0, 2)));

        Verdict verdict = GATE.judge(List.of("clean", "rust", "scratch"), 2, judged);

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.classes().get(2)).isEqualTo(new Verdict.ClassRecall("scratch", 6, 0, 1));
    }

    private static List<Judged> held(int bothRight, int gains, int losses, int bothWrong) {
        List<Judged> judged = new ArrayList<>(Collections.nCopies(bothRight, new Judged(0, 0, 0)));
        judged.addAll(Collections.nCopies(gains, new Judged(1, 0, 1)));
        judged.addAll(Collections.nCopies(losses, new Judged(0, 0, 1)));
        judged.addAll(Collections.nCopies(bothWrong, new Judged(1, 0, 0)));
        return judged;
    }
}
