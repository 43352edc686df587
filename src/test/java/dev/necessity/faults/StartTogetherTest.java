package dev.necessity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Servers that start at the same moment on a database that is empty; {@code faults.nodes} says how
 * many.
 */
class StartTogetherTest {

  private static final int NODES = Integer.getInteger("faults.nodes", 2);

  private static int earlierVersions() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("dmn/earlier"))) {
      return (int)
          files
              .filter(file -> file.getFileName().toString().startsWith("si-joint-fusion@"))
              .count();
    }
  }

  @Test
  void allComeUpAndEachModelIsDeployedOnce() throws IOException {
    String database = Postgres.newDatabase();
    List<Node> nodes =
        IntStream.range(0, NODES).mapToObj(node -> Node.launch(database, Map.of())).toList();
    try {
      nodes.forEach(Node::awaitHealth);

      JdbcClient jdbc =
          JdbcClient.create(new DriverManagerDataSource(database, "postgres", "postgres"));
      assertThat(
              jdbc.sql(
                      "select count(*) from ACT_RE_DECISION_DEF where KEY_ = 'si-joint-fusion--siJointFusion' group by VERSION_TAG_")
                  .query(Integer.class)
                  .list())
          .as("the policy and its earlier versions")
          .hasSize(1 + earlierVersions())
          .containsOnly(1);
      assertThat(
              jdbc.sql("select count(*) from ACT_RE_PROCDEF where KEY_ = 'priorAuthorization'")
                  .query(Integer.class)
                  .single())
          .isOne();
      assertThat(
              jdbc.sql("select count(*) from ACT_RU_FILTER group by NAME_")
                  .query(Integer.class)
                  .set())
          .containsExactly(1);
    } finally {
      nodes.forEach(Node::close);
    }
  }
}
