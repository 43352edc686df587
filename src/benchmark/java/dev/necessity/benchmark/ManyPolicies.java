package dev.necessity.benchmark;

import dev.necessity.Models;
import dev.necessity.NecessityApplication;
import dev.necessity.deployment.DeployedFiles;
import dev.necessity.policy.check.PolicyCheck;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.SmallPolicy;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What many policies, many rules and many criteria cost against few, each pair measured in turn.
 */
final class ManyPolicies {

  private static final int POLICIES = 100;
  private static final int RULES = 2_000;
  private static final int CRITERIA = 60;
  private static final int RUNS = 5;
  private static final int EVALUATIONS = 2_000;
  private static final Map<String, Object> FACTS =
      Map.of("facts", Map.of("painScores", List.of(Map.of("score", 5))));

  private final List<List<String>> rows = new ArrayList<>();

  static void measure(Report report) throws Exception {
    ManyPolicies many = new ManyPolicies();
    many.checks();
    many.evaluations();
    many.deployed();
    report.table(
        "Many policies, rules and criteria",
        List.of("what", "few", "many", "few ms", "many ms", "ratio"),
        many.rows);
  }

  private interface Work {
    void run() throws Exception;
  }

  private void checks() throws Exception {
    PolicyCheck check = new PolicyCheck();
    PolicyFile one = SmallPolicy.of("one", 5);
    List<PolicyFile> all =
        IntStream.range(0, POLICIES)
            .mapToObj(number -> SmallPolicy.of("policy-" + number, number % 10))
            .toList();
    compare(
        "check, for a policy",
        "1 policy",
        POLICIES + " policies",
        () -> check.check(one),
        1,
        () -> all.forEach(check::check),
        POLICIES);
    PolicyFile fewRules = SmallPolicy.of("few", 5, 1, RULES / 10);
    PolicyFile manyRules = SmallPolicy.of("many", 5, 1, RULES);
    compare(
        "check, for a rule",
        RULES / 10 + " rules",
        RULES + " rules",
        () -> check.check(fewRules),
        RULES / 10,
        () -> check.check(manyRules),
        RULES);
    PolicyFile manyCriteria = SmallPolicy.of("many", 5, CRITERIA, 2);
    compare(
        "check, for a criterion",
        "1 criterion",
        CRITERIA + " criteria",
        () -> check.check(one),
        1,
        () -> check.check(manyCriteria),
        CRITERIA);
  }

  private void evaluations() throws Exception {
    DecisionDiagram one = read(SmallPolicy.of("one", 5));
    DecisionDiagram manyRules = read(SmallPolicy.of("one", 5, 1, RULES));
    DecisionDiagram manyCriteria = read(SmallPolicy.of("one", 5, CRITERIA, 2));
    compare(
        "evaluation",
        "2 rules",
        RULES + " rules",
        evaluating(one),
        EVALUATIONS,
        evaluating(manyRules),
        EVALUATIONS);
    compare(
        "evaluation, for a criterion",
        "1 criterion",
        CRITERIA + " criteria",
        evaluating(one),
        EVALUATIONS,
        evaluating(manyCriteria),
        EVALUATIONS * CRITERIA);
  }

  private static DecisionDiagram read(PolicyFile policy) {
    return DecisionDiagram.read(PolicyEngine.create(), new ByteArrayInputStream(policy.content()));
  }

  private static Work evaluating(DecisionDiagram policy) {
    return () -> {
      for (int i = 0; i < EVALUATIONS; i++) {
        policy.evaluate("answer", FACTS);
      }
    };
  }

  /** On the databases of two earlier starts, of which one deployed the policies. */
  private void deployed() throws Exception {
    Path folder = Files.createTempDirectory("many-policies");
    String few = "jdbc:h2:file:" + folder.resolve("few");
    String many = "jdbc:h2:file:" + folder.resolve("many");
    StartUp.once(NecessityApplication.class, few, StartUp.OURS);
    try (ConfigurableApplicationContext application = start(many)) {
      IntStream.range(0, POLICIES)
          .mapToObj(number -> SmallPolicy.of("policy-" + number, number % 10))
          .forEach(
              policy ->
                  application
                      .getBean(RepositoryService.class)
                      .createDeployment()
                      .name(policy.id())
                      .addInputStream(policy.name(), new ByteArrayInputStream(policy.content()))
                      .deploy());
    }
    List<Double> startsWithFew = new ArrayList<>();
    List<Double> startsWithMany = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      startsWithFew.add(1000 * StartUp.once(NecessityApplication.class, few, StartUp.OURS));
      startsWithMany.add(1000 * StartUp.once(NecessityApplication.class, many, StartUp.OURS));
    }
    row(
        "start",
        "the shipped policy",
        POLICIES + " more",
        StartUp.median(startsWithFew),
        StartUp.median(startsWithMany));
    try (ConfigurableApplicationContext one = start(few);
        ConfigurableApplicationContext all = start(many)) {
      compare(
          "the workbench's list of files",
          "the shipped policy",
          POLICIES + " more",
          () -> one.getBean(DeployedFiles.class).all(),
          1,
          () -> all.getBean(DeployedFiles.class).all(),
          1);
      compare(
          "the policy of a case, by its key and version",
          "alone",
          "beside " + POLICIES,
          found(one),
          EVALUATIONS,
          found(all),
          EVALUATIONS);
    }
  }

  private static Work found(ConfigurableApplicationContext application) {
    Policies policies = application.getBean(Policies.class);
    String key = "si-joint-fusion--siJointFusion";
    String version =
        Models.siJointFusion()
            .model()
            .getModelElementsByType(Decision.class)
            .iterator()
            .next()
            .getVersionTag();
    return () -> {
      for (int i = 0; i < EVALUATIONS; i++) {
        policies.policy(key, version).has(key);
      }
    };
  }

  private static ConfigurableApplicationContext start(String database) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.datasource.url=" + database,
                "--logging.level.root=ERROR"));
    settings.addAll(StartUp.OURS);
    return new SpringApplicationBuilder(NecessityApplication.class)
        .run(settings.toArray(String[]::new));
  }

  /**
   * @param parts of the work, which its time is divided by
   */
  private void compare(
      String what, String few, String many, Work work, int parts, Work muchWork, int manyParts)
      throws Exception {
    List<Double> times = new ArrayList<>();
    List<Double> longTimes = new ArrayList<>();
    for (int run = 0; run < 2 * RUNS; run++) {
      double time = time(work) / parts;
      double longTime = time(muchWork) / manyParts;
      // The first half warms up.
      if (run >= RUNS) {
        times.add(time);
        longTimes.add(longTime);
      }
    }
    row(what, few, many, StartUp.median(times), StartUp.median(longTimes));
  }

  private static double time(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private void row(String what, String few, String many, double milliseconds, double longer) {
    rows.add(
        List.of(
            what,
            few,
            many,
            String.format(Locale.ROOT, "%.4f", milliseconds),
            String.format(Locale.ROOT, "%.4f", longer),
            Report.ratio(longer / milliseconds)));
  }
}
