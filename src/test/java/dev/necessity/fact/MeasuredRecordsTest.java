package dev.necessity.fact;

import dev.necessity.request.SchemaDomainsTest;
import org.junit.jupiter.api.Test;

class MeasuredRecordsTest {

  @Test
  void whatIsMeasuredIsReadFieldByFieldAndValueByValueAsTheFormsSayIt() {
    SchemaDomainsTest.compareEvidence(MeasuredRecords.class);
  }
}
