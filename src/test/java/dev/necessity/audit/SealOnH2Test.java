package dev.necessity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.audit.Verification.Finding;
import dev.necessity.audit.Verification.Kind;
import dev.necessity.workflow.CaseDriver;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;

@DirtiesContext
class SealOnH2Test extends SealTest {

  @Test
  void aSealThatIsChangedOrTakenAwayBreaksTheChain() {
    CaseDriver changed = sealed();
    CaseDriver gone = sealed();
    sealed();
    jdbc.sql("update necessity_seal set content = ? where case_number = ?").params("0".repeat(64), changed.caseNumber()).update();
    jdbc.sql("delete from necessity_seal where case_number = ?").param(gone.caseNumber()).update();

    assertThat(verification.verify().findings()).extracting(Finding::kind).contains(Kind.CHAIN, Kind.NOT_SEALED);
    assertThat(findings(changed)).extracting(Finding::text).anySatisfy(text -> assertThat(text).endsWith("was changed."));
    assertThat(verification.verify().findings()).filteredOn(finding -> finding.kind() == Kind.CHAIN)
        .extracting(Finding::text).anySatisfy(text -> assertThat(text).endsWith("are gone."));
  }
}
