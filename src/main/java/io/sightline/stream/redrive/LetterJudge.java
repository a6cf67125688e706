package io.sightline.stream.redrive;

import io.sightline.event.DeadLetter;
import io.sightline.event.LetterIds;
import io.sightline.event.RecordPlace;
import io.sightline.event.SourceRecord;
import io.sightline.stream.redrive.Verdict.Outcome;
import java.util.Set;

/**
 * Says what is to be done with a dead letter.
 *
 * @param request how to send
 * @param origins topics that letters may go back to
 * @param sentBefore those that were sent by earlier redrives
 * @param ids names letters
 */
record LetterJudge(RedriveRequest request, Set<String> origins, Set<RecordPlace> sentBefore, LetterIds ids) {

    Verdict judge(SourceRecord letter) {
        DeadLetter why = DeadLetter.of(letter.headers());
        int redriven = DeadLetter.redriven(letter.headers());
        return new Verdict(
                letter.place(),
                why,
                ids.of(DeadLetter.source(letter)),
                redriven,
                outcome(letter.place(), why.topic(), redriven));
    }

    private Outcome outcome(RecordPlace place, String topic, int redriven) {
        if (!origins.contains(topic)) {
            return Outcome.FOREIGN;
        }
        if (!request.again() && sentBefore.contains(place)) {
            return Outcome.SENT_BEFORE;
        }
        return redriven >= request.maxRedrives() ? Outcome.TOO_OFTEN : Outcome.SENT;
    }
}
