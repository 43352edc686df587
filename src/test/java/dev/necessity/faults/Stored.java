package dev.necessity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What a database holds of the requests that callers sent, past every server. */
record Stored(JdbcClient jdbc) {

  /** The demo opens a case of its own. */
  private static final String OF_CALLERS = " request_id <> 'DEMO-RIGHT-SIJ'";

  static Stored in(String url, String user, String password) {
    return new Stored(JdbcClient.create(new DriverManagerDataSource(url, user, password)));
  }

  /** The case numbers by the ids of the requests. */
  Map<String, String> cases() {
    return jdbc
        .sql("select request_id, case_number from necessity_case where" + OF_CALLERS)
        .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Each case that was told is there, and no other, and each has one run of the process. */
  void isExactly(Map<String, String> told) {
    assertThat(cases()).as("none lost, none doubled").isEqualTo(told);
    assertThat(
            jdbc.sql(
                    "select BUSINESS_KEY_ from ACT_HI_PROCINST p join necessity_case c on c.case_number = p.BUSINESS_KEY_ where"
                        + OF_CALLERS
                        + " and SUPER_PROCESS_INSTANCE_ID_ is null")
                .query(String.class)
                .list())
        .as("one run for each")
        .containsExactlyInAnyOrderElementsOf(told.values());
  }
}
