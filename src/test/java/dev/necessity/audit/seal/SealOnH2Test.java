package dev.necessity.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.audit.seal.Verification.Finding;
import dev.necessity.audit.seal.Verification.Kind;
import dev.necessity.casework.CaseDriver;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;

@DirtiesContext
class SealOnH2Test extends SealTest {

  @Test
  void aSealThatIsChangedOrTakenAwayBreaksTheChain() {
    CaseDriver changed = sealed();
    CaseDriver gone = sealed();
    sealed();
    jdbc.sql("update necessity_seal set content = ? where case_number = ?")
        .params("0".repeat(64), changed.caseNumber())
        .update();
    jdbc.sql("delete from necessity_seal where case_number = ?").param(gone.caseNumber()).update();

    assertThat(verification.verify().findings())
        .extracting(Finding::kind)
        .contains(Kind.CHAIN, Kind.NOT_SEALED);
    assertThat(findings(changed))
        .extracting(Finding::text)
        .anySatisfy(text -> assertThat(text).endsWith("was changed."));
    assertThat(verification.verify().findings())
        .filteredOn(finding -> finding.kind() == Kind.CHAIN)
        .extracting(Finding::text)
        .anySatisfy(text -> assertThat(text).endsWith("are gone."));
  }

  /** A new seal over the same case, with a hash that fits, and after no seal that there is. */
  @Test
  void aSealThatDoesNotFollowTheOneBeforeIsFound() {
    sealed();
    CaseDriver driver = sealed();
    Seal last = seals.find(driver.caseNumber()).orElseThrow();
    Seal forged =
        Seal.of(
            last.seq(),
            last.caseNumber(),
            last.processInstance(),
            last.sealedAt(),
            "f".repeat(64),
            new TreeMap<>());
    jdbc.sql(
            "update necessity_seal set previous = ?, content = ?, marks = ?, seal = ? where seq = ?")
        .params(forged.previous(), forged.content(), new byte[0], forged.seal(), forged.seq())
        .update();

    assertThat(verification.verify().findings())
        .contains(
            new Finding(
                driver.caseNumber(),
                Kind.CHAIN,
                null,
                "Seal " + last.seq() + " does not follow the seal before it."));
    assertThat(findings(driver))
        .as("it is the hash of its own row")
        .extracting(Finding::text)
        .noneMatch(text -> text.endsWith("was changed."));
  }

  @Test
  void sealsThatAreTakenFromTheEndAreMissedAlsoWhenTheNextOneIsThere() {
    sealed();
    CaseDriver gone = sealed();
    long seq = seals.find(gone.caseNumber()).orElseThrow().seq();
    String missed = "Seals " + seq + " to " + seq + " are gone.";
    jdbc.sql("delete from necessity_seal where seq = ?").param(seq).update();
    assertThat(verification.verify().findings()).extracting(Finding::text).contains(missed);

    CaseDriver next = sealed();

    assertThat(seals.find(next.caseNumber()).orElseThrow().seq()).isEqualTo(seq + 1);
    assertThat(verification.verify().findings()).extracting(Finding::text).contains(missed);
  }

  @Test
  void aCaseWhoseSealWasTakenAwayIsNotSealedAnew() {
    CaseDriver gone = sealed();
    jdbc.sql("delete from necessity_seal where case_number = ?").param(gone.caseNumber()).update();

    sealer.sweep();
    assertThat(unsealed.after(0, 1000))
        .extracting(UnsealedCases.Unsealed::caseNumber)
        .doesNotContain(gone.caseNumber());
    sealer.sealAll();

    assertThat(verification.verify().findings())
        .contains(
            new Finding(
                gone.caseNumber(), Kind.NOT_SEALED, null, "The case has ended and has no seal."));
  }
}
