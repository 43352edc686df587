package dev.necessity.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.Models;
import dev.necessity.RandomRequests;
import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.Assessor;
import dev.necessity.assessment.Determination;
import dev.necessity.assessment.Determination.ConfirmedBy;
import dev.necessity.assessment.Determination.DecidedBy;
import dev.necessity.assessment.Determination.Kind;
import dev.necessity.assessment.DocumentationPeriod;
import dev.necessity.notice.NoticeWriter.Matter;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.request.Amended;
import dev.necessity.request.Amendment;
import dev.necessity.request.ImplausibleRequestException;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import dev.necessity.request.RequestSchema;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What leaves the house about the review's own case and others, for the provider and for the
 * member, in both languages.
 */
class NoticeTest {

  private static final Instant NOW = Instant.parse("2025-12-01T15:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();
  private final RequestReader reader = new RequestReader(CLOCK);
  private final NoticeWriter writer = new NoticeWriter();
  private final NoticeRenderer renderer = new NoticeRenderer(writer, json);

  private Request request(String example, Consumer<ObjectNode> change) {
    ObjectNode body =
        (ObjectNode) reader.parse(Models.text(Models.REQUESTS.resolve(example + ".json")));
    change.accept(body);
    return reader.read(body);
  }

  private Request seed() {
    return request("seed", body -> {});
  }

  private Assessor assessor(Policies policies) {
    return new Assessor(policies, json);
  }

  private Notice preview(Request request, Audience audience, Language language) {
    return new NoticePreview(assessor(Models.policies()), Models.policies(), writer, CLOCK)
        .of(request, audience, language);
  }

  /**
   * The review's case, denied by a medical director on 30 November, its notice issued the day
   * after.
   */
  private Notice denied(Audience audience, Language language) {
    return denied(seed(), Models.policies(), audience, language);
  }

  private Notice denied(Request request, Policies policies, Audience audience, Language language) {
    return denied(request, List.of(), policies, audience, language);
  }

  private Notice denied(
      Request request,
      List<Amended> amended,
      Policies policies,
      Audience audience,
      Language language) {
    return denied(writer, request, amended, policies, audience, language);
  }

  private Notice denied(
      NoticeWriter writer,
      Request request,
      List<Amended> amended,
      Policies policies,
      Audience audience,
      Language language) {
    Assessment assessment = assessor(policies).assess(request, DocumentationPeriod.CLOSED);
    Determination determination =
        new Determination(
            "DO_NOT_CERTIFY",
            "NOT_MEDICALLY_NECESSARY",
            "AMBULATORY",
            BigDecimal.ZERO,
            assessment.recommendation().reasons(),
            OffsetDateTime.parse("2025-11-30T16:20:00Z"),
            new DecidedBy(Kind.CLINICIAN, "mia", "Mia Moreau", "1234567893", "Orthopaedic surgery"),
            null,
            "The record does not support it.",
            null);
    Issue issue =
        Issue.of(
            NOW.atOffset(ZoneOffset.UTC),
            Map.of("peerToPeerPeriod", "P14D", "appealPeriod", "P180D", "appealAnswer", "P30D"));
    return writer.write(
        new Matter(
            "PA-TEST",
            request,
            amended,
            assessment,
            determination,
            new PolicyTexts(
                assessor(policies).policy(request).orElseThrow(), Models.facts(request)),
            issue),
        audience,
        language);
  }

  private static String text(String html) {
    return html.replaceAll("(?s)<head.*?</head>", "")
        .replaceAll("<[^>]+>", " ")
        .replace("&amp;", "&")
        .replace("&#39;", "'")
        .replaceAll("\\s+", " ");
  }

  private static String pdfText(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }
  }

  @Test
  void theProviderReadsEachCriterionWithItsReasonThePolicysWordsAndWhatWouldSettleIt() {
    Notice notice = denied(Audience.PROVIDER, Language.EN);
    Assessment assessment = assessor(Models.policies()).assess(seed(), DocumentationPeriod.CLOSED);

    assertThat(notice.criteria())
        .extracting(Notice.ToldCriterion::id)
        .containsExactlyElementsOf(
            assessment.criteria().stream()
                .filter(criterion -> !criterion.status().equals("MET"))
                .map(Assessment.Criterion::id)
                .toList());
    assertThat(notice.criteria())
        .hasSize(10)
        .allSatisfy(
            criterion -> {
              assertThat(criterion.reason()).isNotBlank();
              assertThat(criterion.citation()).contains("[");
              assertThat(criterion.settledBy()).isNotEmpty();
            });
    assertThat(notice.criteria())
        .filteredOn(criterion -> criterion.id().equals("nicotineStatus"))
        .singleElement()
        .satisfies(
            criterion ->
                assertThat(criterion.settledBy())
                    .containsExactly("Nicotine lab", "Planned date of the surgery"));
    assertThat(notice.critical()).isEqualTo(new Assessment.Critical(3, 8));
    assertThat(notice.summary()).hasSize(8);
    assertThat(notice.nextSteps()).isEqualTo(assessment.nextSteps());
    assertThat(notice.caveats()).isEqualTo(assessment.caveats());
  }

  @Test
  void settingAndInpatientDaysHaveTheirOwnReason() {
    Notice notice = denied(Audience.PROVIDER, Language.EN);

    assertThat(notice.setting().decided()).isEqualTo("AMBULATORY");
    assertThat(notice.setting().inpatientDays()).isEqualByComparingTo("0");
    assertThat(notice.setting().asRequested()).isFalse();
    assertThat(notice.setting().reason())
        .startsWith("An inpatient stay is not medically necessary");
    assertThat(notice.setting().citation()).contains("[1]");
    assertThat(text(renderer.html(notice)))
        .contains("Requested: inpatient. Decided: ambulatory, 0 inpatient days.");
  }

  @Test
  void exactlyTheReferencesThatAreCitedAreListed() {
    assertThat(denied(Audience.PROVIDER, Language.EN).references())
        .extracting(Notice.Reference::number)
        .containsExactly(1, 2, 3, 4, 5, 6, 7);
    Notice certified =
        preview(request("all-met-ambulatory", body -> {}), Audience.PROVIDER, Language.EN);
    assertThat(certified.references())
        .extracting(Notice.Reference::number)
        .containsExactly(1, 2, 3, 4, 6, 7);
    assertThat(certified.references().get(0).text())
        .startsWith("Sacroiliac Joint Arthrodesis Guidelines");
  }

  @Test
  void whoDecidedWhenAndThatSoftwareTookPartIsSaidAndTheInstantsAreKeptApart() {
    String page = text(renderer.html(denied(Audience.PROVIDER, Language.EN)));

    assertThat(page)
        .contains(
            "Decided November 30, 2025, 16:20 UTC",
            "Notice issued December 1, 2025, 15:00 UTC",
            "Mia Moreau, Orthopaedic surgery, NPI 1234567893.",
            "Software compared the request with the criteria of the policy.",
            "Critical criteria: 3 of 8 met",
            "until December 15, 2025",
            "until May 30, 2026",
            "within 30 days");
  }

  @Test
  void whatIsCertifiedHasNothingToAppealAndNoCriterionHeldAgainstIt() {
    Notice certified =
        preview(request("all-met-ambulatory", body -> {}), Audience.PROVIDER, Language.EN);

    assertThat(certified.criteria()).isEmpty();
    assertThat(certified.issue().rights()).isEqualTo(new NoticeRights(null, null, null));
    assertThat(text(renderer.html(certified)))
        .contains("Certified as requested.", "without a person")
        .doesNotContain("Your rights");
  }

  @ParameterizedTest
  @EnumSource
  void whatAPersonConfirmedIsNotSaidToBeCertifiedByTheTablesAlone(Audience audience) {
    Request request =
        request(
            "all-met-ambulatory", body -> body.withObject("/procedure").put("device", "Rialto"));
    Assessment assessment = assessor(Models.policies()).assess(request, DocumentationPeriod.CLOSED);
    Determination confirmed =
        new Determination(
            "CERTIFY",
            "MEDICALLY_NECESSARY",
            "AMBULATORY",
            BigDecimal.ZERO,
            List.of("r"),
            NOW.atOffset(ZoneOffset.UTC),
            DecidedBy.POLICY,
            new ConfirmedBy("rita", "Rita Romero", "the device is known to me"),
            null,
            null);
    for (Language language : Language.values()) {
      Notice notice =
          writer.write(
              new Matter(
                  "PA-TEST",
                  request,
                  List.of(),
                  assessment,
                  confirmed,
                  new PolicyTexts(Models.wholeSiJointFusion(), Models.facts(request)),
                  new Issue(NOW.atOffset(ZoneOffset.UTC), new NoticeRights(null, null, null))),
              audience,
              language);

      assertThat(text(renderer.html(notice)))
          .contains("Rita Romero")
          .doesNotContain(
              "without a person",
              "sin intervención",
              "checked it and approved it",
              "la revisó y la aprobó",
              "the device is known to me");
    }
    assertThat(text(renderer.html(preview(request, audience, Language.EN))))
        .contains("would look at")
        .doesNotContain("without a person", "null");
  }

  @Test
  void aMemberWhoseDoctorSaidWhyAStayIsNeededIsNotToldThatNobodySawANeed() {
    Request request =
        request(
            "all-met-inpatient",
            body ->
                body.put("inpatientNeed", "DOCUMENTED")
                    .put("inpatientReasonText", "Heart failure.")
                    .putArray("inpatientReasons")
                    .add("HEART_DISEASE"));

    assertThat(text(renderer.html(preview(request, Audience.MEMBER, Language.EN))))
        .contains("asked for a hospital stay and said why")
        .doesNotContain("We saw no need");
    assertThat(
            text(
                renderer.html(
                    preview(
                        request("all-met-inpatient", body -> body.remove("inpatientNeed")),
                        Audience.MEMBER,
                        Language.EN))))
        .contains("We saw no need for one in your records");
  }

  @Test
  void aDowngradeOfTheSettingNamesItsReasonAndTheRightToAppeal() {
    Notice downgraded =
        preview(
            request("all-met-inpatient", body -> body.put("lineOfBusiness", "MEDICARE_ADVANTAGE")),
            Audience.PROVIDER,
            Language.EN);

    assertThat(downgraded.determination().disposition()).isEqualTo("CERTIFY_MODIFIED");
    assertThat(downgraded.issue().rights().appealUntil())
        .isEqualTo(LocalDate.of(2025, 12, 1).plusDays(65));
    assertThat(text(renderer.html(downgraded)))
        .contains("A medical director would decide this request.", "Preview. Nothing was decided");
  }

  @Test
  void whereTheClinicianDecidedOtherwiseThePolicysReasonIsNotGivenForIt() {
    Request request = request("all-met-inpatient", body -> body.put("inpatientDays", 2));
    Assessment assessment = assessor(Models.policies()).assess(request, DocumentationPeriod.CLOSED);
    Determination modified =
        new Determination(
            "CERTIFY_MODIFIED",
            "MEDICALLY_NECESSARY",
            "INPATIENT",
            BigDecimal.ONE,
            List.of("r"),
            NOW.atOffset(ZoneOffset.UTC),
            new DecidedBy(Kind.CLINICIAN, "mia", "Mia Moreau", "1234567893", "Surgery"),
            null,
            "One night for monitoring.",
            null);
    Notice notice =
        writer.write(
            new Matter(
                "PA-TEST",
                request,
                List.of(),
                assessment,
                modified,
                new PolicyTexts(Models.wholeSiJointFusion(), Models.facts(request)),
                new Issue(NOW.atOffset(ZoneOffset.UTC), new NoticeRights(null, null, null))),
            Audience.PROVIDER,
            Language.EN);

    assertThat(notice.setting().reason()).isNull();
    assertThat(text(renderer.html(notice)))
        .contains("One night for monitoring.", "decided by the reviewing clinician");
  }

  @Test
  void aChangedTableChangesTheNoticeAndNothingElseMust() {
    String file = Models.text(Path.of("dmn", "si-joint-fusion.dmn"));
    String changed =
        file.replaceFirst("(<outputEntry id=\"[^\"]*_out_minimumRelief\">\\s*<text>)70", "$175");
    assertThat(changed).isNotEqualTo(file);

    Notice notice =
        denied(seed(), Models.policies(Models.parse(changed)), Audience.PROVIDER, Language.EN);

    assertThat(text(renderer.html(notice)))
        .contains("at least 75 % relief")
        .doesNotContain("at least 70 % relief");
  }

  @ParameterizedTest
  @EnumSource(Audience.class)
  void theThreeFormsSayTheSame(Audience audience) throws IOException {
    Notice notice = denied(audience, Language.EN);
    String page = text(renderer.html(notice));
    String pdf = pdfText(renderer.pdf(notice));

    List<String> told = new ArrayList<>();
    notice
        .criteria()
        .forEach(
            criterion -> {
              told.add(criterion.title());
              told.add(audience == Audience.PROVIDER ? criterion.reason() : criterion.finding());
              told.addAll(criterion.settledBy());
            });
    told.add(notice.caseNumber());
    assertThat(told)
        .allSatisfy(
            words -> {
              assertThat(page).contains(words);
              assertThat(pdf.replace(" ", "")).contains(words.replace(" ", ""));
            });
    assertThat(json.convertValue(notice, Map.class))
        .containsKeys("criteria", "summary", "references", "issue");
  }

  @ParameterizedTest
  @CsvSource({
    "seed",
    "all-met-ambulatory",
    "all-met-inpatient",
    "current-smoker-clean-lab",
    "injections-on-the-left",
    "relief-69-9-percent"
  })
  void theMembersNoticeHasNoCodeAndNoAbbreviation(String example) {
    for (Language language : Language.values()) {
      Notice notice = preview(request(example, body -> {}), Audience.MEMBER, language);
      String page = text(renderer.html(notice));

      assertThat(page)
          .doesNotContain("27279", "NPI", "CPT", "ICD", "ng/m", "_", "[1", "1234567893", "M-0001");
      assertThat(
              Pattern.compile("\\b[A-Z]{2,}\\b|\\b[A-Z]\\d\\d")
                  .matcher(page)
                  .results()
                  .map(match -> match.group())
                  .toList())
          .isEmpty();
      assertThat(notice.requested().memberId()).as("the minimum necessary").isNull();
      assertThat(notice.summary()).isEmpty();
    }
  }

  @Test
  void theMembersNoticeReadsLikeABookForTwelveYearOlds() {
    String page =
        renderer.html(denied(Audience.MEMBER, Language.EN)).replaceAll("(?s)<head.*?</head>", "");
    List<String> sentences =
        Arrays.stream(
                page.replaceAll("</(p|li|h1|h2|h3)>", ". ")
                    .replaceAll("<[^>]+>", " ")
                    .split("[.:;?!]\\s+"))
            .map(String::strip)
            .filter(sentence -> sentence.matches(".*[A-Za-z].*"))
            .toList();

    assertThat(sentences).hasSizeGreaterThan(40);
    assertThat(ReadingGrade.of(sentences)).as("Flesch-Kincaid grade").isLessThan(6.0);
    List<String> running =
        sentences.stream().filter(sentence -> sentence.split(" ").length > 5).toList();
    assertThat(ReadingGrade.of(running))
        .as("Flesch-Kincaid grade without headings and labels")
        .isLessThan(7.0);
  }

  private ExtensionNotice extension(Audience audience, Language language) {
    return extension(audience, language, "OUTSIDE_EVIDENCE");
  }

  private ExtensionNotice extension(Audience audience, Language language, String ground) {
    return ExtensionNotice.of(
        "PA-TEST",
        seed(),
        OffsetDateTime.parse("2025-12-01T15:00:00Z"),
        ground,
        "We wait for the report.",
        OffsetDateTime.parse("2025-12-02T15:00:00Z"),
        OffsetDateTime.parse("2025-12-16T15:00:00Z"),
        audience,
        language);
  }

  @Test
  void theLetterAboutMoreTimeSaysWhyAndUntilWhenToEachInTheirWords() throws IOException {
    String provider = text(renderer.html(extension(Audience.PROVIDER, Language.EN)));
    String member = text(renderer.html(extension(Audience.MEMBER, Language.EN)));
    String spanish = renderer.html(extension(Audience.MEMBER, Language.ES));

    assertThat(provider)
        .contains(
            "We wait for the report.",
            "December 2, 2025, 15:00 UTC",
            "December 16, 2025, 15:00 UTC",
            "M-0001");
    assertThat(member)
        .contains(
            "We wait for the report.",
            "Now we will decide by December 16, 2025",
            "you can file a complaint")
        .doesNotContain("M-0001", "27279", "NPI");
    assertThat(ReadingGrade.of(Arrays.stream(member.split("[.:;?!]\\s+")).toList()))
        .as("Flesch-Kincaid grade")
        .isLessThan(6.0);
    assertThat(text(spanish)).contains("16 de diciembre de 2025");
    assertThat(spanish).contains("<p lang=\"en\">We wait for the report.</p>");
    assertThat(pdfText(renderer.pdf(extension(Audience.MEMBER, Language.ES))))
        .contains("We wait for the report.", "16 de diciembre de 2025");
  }

  /** A ground of the table without words would stand in a letter as a code. */
  @Test
  void eachGroundOfTheTableHasWordsForEachReader() {
    DecisionTable table =
        (DecisionTable)
            Dmn.readModelFromFile(Path.of("dmn", "decision-clock.dmn").toFile())
                .<Decision>getModelElementById("extensionGrounds")
                .getExpression();
    List<String> grounds =
        table.getRules().stream()
            .map(rule -> rule.getOutputEntries().iterator().next().getText().getTextContent())
            .map(ground -> ground.replace("\"", ""))
            .distinct()
            .toList();

    assertThat(grounds).hasSizeGreaterThan(5);
    for (String ground : grounds) {
      for (Language language : Language.values()) {
        for (Audience audience : Audience.values()) {
          assertThat(text(renderer.html(extension(audience, language, ground))))
              .doesNotContain(ground);
        }
      }
      String member = text(renderer.html(extension(Audience.MEMBER, Language.EN, ground)));
      assertThat(ReadingGrade.of(Arrays.stream(member.split("[.:;?!]\\s+")).toList()))
          .as("Flesch-Kincaid grade with " + ground)
          .isLessThan(6.0);
    }
  }

  @Test
  void aLetterOfAClockWithoutGroundsNamesNone() {
    assertThat(text(renderer.html(extension(Audience.PROVIDER, Language.EN, null))))
        .contains("We wait for the report.")
        .doesNotContain("null");
  }

  @Test
  void theReadingGradeTellsHardFromEasy() {
    assertThat(ReadingGrade.of(List.of("The cat sat on the mat"))).isLessThan(1);
    assertThat(
            ReadingGrade.of(
                List.of(
                    "Minimally invasive sacroiliac arthrodesis requires radiographically demonstrated degeneration")))
        .isGreaterThan(20);
    assertThat(
            List.of("table", "notice", "worked", "needed", "surgery").stream()
                .map(ReadingGrade::syllables))
        .containsExactly(2, 2, 1, 2, 3);
  }

  @Test
  void whatWasMeasuredIsToldToTheMember() {
    Notice notice =
        denied(
            request(
                "seed", body -> ((ObjectNode) body.at("/evidence/baselinePain")).put("score", 4.5)),
            Models.policies(),
            Audience.MEMBER,
            Language.EN);

    assertThat(text(renderer.html(notice)))
        .contains("The records give your pain as 4.5 on a scale that ends at ten.");
  }

  @Test
  void spanishHasTheSameStructure() {
    for (Audience audience : Audience.values()) {
      String english = renderer.html(denied(audience, Language.EN));
      String spanish = renderer.html(denied(audience, Language.ES));

      assertThat(spanish).contains("lang=\"es\"").contains("Mia Moreau");
      assertThat(tags(spanish, "h1|h2|h3|table")).isEqualTo(tags(english, "h1|h2|h3|table"));
    }
    assertThat(
            text(renderer.html(denied(Audience.MEMBER, Language.ES)))
                .replace("Orthopaedic surgery", ""))
        .contains("Usted cumple 3 de nuestras 8 reglas", "30 de mayo de 2026")
        .doesNotContainPattern("\\b(the|your|surgery|records)\\b");
  }

  @Test
  void theProvidersSpanishNoticeQuotesThePolicyInSpanishWithTheNumbersOfTheAssessment() {
    Notice spanish =
        denied(
            request(
                "seed", body -> ((ObjectNode) body.at("/evidence/baselinePain")).put("score", 4.5)),
            Models.policies(),
            Audience.PROVIDER,
            Language.ES);
    String page = renderer.html(spanish);

    assertThat(spanish.untranslated()).isEmpty();
    assertThat(text(page))
        .contains(
            "La puntuación basal del dolor es 4.5 de 10; se exige al menos 5.",
            "Solo consta una inyección en el lado solicitado. Los informes no precisan: “inj-1”, la guía, la limitación. No documentado al final del plazo de documentación: cuenta como no cumplido.",
            "No descartado como causa del dolor: ",
            "hernia discal lumbar",
            "[1]; los bloqueos comparativos dobles",
            "Comenzar fisioterapia de estabilización pélvica",
            "La hospitalización no es médicamente necesaria");
    assertThat(text(page).replaceAll("Referencias.*", ""))
        .doesNotContainPattern("\\b(the|requested|injections|required|documented)\\b");
  }

  @Test
  void aSentenceThatWasChangedIsQuotedInEnglishAndMarkedAsSuchUntilSomebodyTranslatesIt() {
    String changed =
        Models.text(Path.of("dmn", "si-joint-fusion.dmn"))
            .replace(
                "\"No baseline pain score is documented.\"", "\"Nobody wrote a pain score down.\"");
    Request request = request("seed", body -> body.withObject("/evidence").remove("baselinePain"));
    Notice spanish =
        denied(request, Models.policies(Models.parse(changed)), Audience.PROVIDER, Language.ES);

    assertThat(spanish.untranslated())
        .containsExactly(
            "Nobody wrote a pain score down. Not documented by the end of the documentation period: counts as not met.");
    assertThat(renderer.html(spanish))
        .contains("<p lang=\"en\">Nobody wrote a pain score down.", "aún no está traducido");
    assertThat(
            PolicyTranslations.missing(
                PolicyFile.read("changed.dmn", changed.getBytes(StandardCharsets.UTF_8)),
                Language.ES))
        .extracting(PolicyTranslations.Missing::where, PolicyTranslations.Missing::english)
        .containsExactly(
            tuple(
                "baselinePain.rule_baselinePain_notRecorded.baselinePainReason",
                "Nobody wrote a pain score down."));
  }

  @Test
  void everySentenceOfThePolicyIsTranslatedAndNoNumberIsTypedTwice() throws IOException {
    assertThat(
            PolicyTranslations.missing(
                PolicyFile.read(Path.of("dmn", "si-joint-fusion.dmn")), Language.ES))
        .isEmpty();
    for (String file : List.of("policy_es", "si-joint-fusion_es", "determination-tables_es")) {
      for (CSVRecord row :
          CSVFormat.RFC4180.parse(
              new StringReader(Models.text(Path.of("notices", file + ".csv"))))) {
        assertThat(row.get(row.size() - 1).replaceAll("\\{\\d+}", ""))
            .as("numbers are {1}, {2}")
            .doesNotContainPattern("\\d");
      }
    }
  }

  private static final PolicyTranslations BY_RULE =
      PolicyTranslations.of(
          Stream.of("si-joint-fusion", "determination")
              .map(file -> PolicyTranslations.of(Models.diagram(file), Language.ES))
              .toList());
  private static final PolicyTranslations BY_SENTENCE =
      PolicyTranslations.of(
          Models.parse(Models.text(Path.of("dmn", "earlier", "si-joint-fusion@2025-11.2.dmn"))),
          Language.ES);

  /** Whichever way a text is found, it says what it ever said. */
  @Property(tries = 300)
  void whatIsFoundByRuleAndFieldSaysInSpanishWhatIsFoundByItsSentences(
      @ForAll long seed, @ForAll DocumentationPeriod period) {
    Assessment assessment =
        assessor(Models.policies())
            .assess(new RequestReader(Clock.systemUTC()).read(RandomRequests.of(seed)), period);
    Stream.concat(
            assessment.criteria().stream()
                .flatMap(criterion -> Stream.of(criterion.reason(), criterion.citation())),
            Stream.concat(assessment.nextSteps().stream(), assessment.caveats().stream())
                .flatMap(cited -> Stream.of(cited.text(), cited.citation())))
        .forEach(
            text ->
                assertThat(BY_RULE.of(text)).as(text).isPresent().isEqualTo(BY_SENTENCE.of(text)));
  }

  @Test
  void whatIsSaidOfAnyExampleRequestIsToldInSpanish() {
    Map<DecisionDiagram, PolicyTranslations> translations = new HashMap<>();
    Assessor assessor = assessor(Models.policies());
    for (Path file : Models.requests()) {
      Request request =
          new RequestReader(Clock.systemUTC())
              .read(Models.text(file).getBytes(StandardCharsets.UTF_8));
      assessor
          .policy(request)
          .ifPresent(
              policy -> {
                PolicyTranslations spanish =
                    translations.computeIfAbsent(
                        policy.own(),
                        own ->
                            PolicyTranslations.of(
                                Stream.of(own, policy.finalTables())
                                    .map(each -> PolicyTranslations.of(each, Language.ES))
                                    .toList()));
                for (DocumentationPeriod period : DocumentationPeriod.values()) {
                  Assessment assessment = assessor.assess(request, period);
                  Stream.concat(
                          assessment.criteria().stream()
                              .flatMap(
                                  criterion -> Stream.of(criterion.reason(), criterion.citation())),
                          assessment.nextSteps().stream()
                              .flatMap(step -> Stream.of(step.text(), step.citation())))
                      .forEach(
                          text -> assertThat(spanish.of(text)).as(file + ": " + text).isPresent());
                }
              });
    }
    assertThat(translations).hasSameSizeAs(Models.wholePolicies());
  }

  @ParameterizedTest
  @CsvSource({
    "all-met-ambulatory",
    "all-met-inpatient",
    "current-smoker-clean-lab",
    "injections-on-the-left",
    "relief-69-9-percent",
    "thoracic-disc-not-ruled-out",
    "lab-43-days-before"
  })
  void whateverWasJudgedIsToldInSpanish(String example) {
    assertThat(preview(request(example, body -> {}), Audience.PROVIDER, Language.ES).untranslated())
        .isEmpty();
    assertThat(preview(request(example, body -> {}), Audience.PROVIDER, Language.EN).untranslated())
        .isEmpty();
  }

  private static List<String> tags(String html, String names) {
    return Pattern.compile("<(" + names + ")\\b")
        .matcher(html)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static void put(ObjectNode evidence, String kind, String records) {
    evidence.set(kind, evidence(records));
  }

  private static JsonNode evidence(String json) {
    return new RequestReader(CLOCK).parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** Two studies that contradict each other, among many that say nothing against the first. */
  private Request conflicting() {
    return request(
        "all-met-ambulatory",
        body -> {
          String studies =
              IntStream.range(0, 17)
                  .mapToObj(
                      i ->
                          "{'id': 'ct-"
                              + i
                              + "', 'modality': 'CT', 'regions': ['SI_JOINT'], 'date': '2025-06-"
                              + (i + 10)
                              + "', 'side': 'RIGHT', 'siJointDegeneration': '"
                              + (i == 16 ? "ABSENT" : "PRESENT")
                              + "', 'note': 'secret', 'source': {'document': 'Report "
                              + i
                              + "', 'page': 2}}")
                  .collect(Collectors.joining(", ", "[", "]"));
          put(body.withObject("/evidence"), "imaging", studies);
          // An id is unique within its kind: this treatment is no study.
          put(
              body.withObject("/evidence"),
              "conservativeTreatment",
              "[{'id': 'ct-0', 'type': 'MEDICATION', 'start': '2025-01-01'}]");
          put(
              body.withObject("/evidence"),
              "baselinePain",
              "[{'id': 'nrs', 'score': 4.5, 'date': '2025-10-01'}, {'id': 'nrs-2', 'score': 3}]");
        });
  }

  private static Notice.ToldCriterion criterion(Notice notice, String id) {
    return notice.criteria().stream()
        .filter(criterion -> criterion.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCriterionNamesTheRecordsThatItRestsOnAndMarksThoseThatContradictEachOther()
      throws IOException {
    Notice notice = denied(conflicting(), Models.policies(), Audience.PROVIDER, Language.EN);
    Notice.ToldCriterion imaging = criterion(notice, "siJointImaging");

    assertThat(imaging.evidence()).hasSize(17);
    assertThat(imaging.moreRecords()).isEqualTo(11);
    assertThat(imaging.records())
        .as("enough to find the others by")
        .hasSize(6)
        .allMatch(Notice.NamedRecord::conflicting);
    assertThat(imaging.records().get(0))
        .isEqualTo(
            new Notice.NamedRecord(
                "ct-0",
                "Imaging, June 10, 2025",
                "CT of SI joint, right, degeneration of the SI joint present, from “Report 0”, page 2",
                true));
    String page = text(renderer.html(notice));
    assertThat(page)
        .contains(
            "Imaging, June 10, 2025 (ct-0) : CT of SI joint, right",
            "– contradicts another record",
            "and 11 more",
            "Pain score, October 1, 2025 (nrs) : 4.5 of 10",
            "Pain score, no date (nrs-2) : 3 of 10")
        .doesNotContain("secret");
    assertThat(criterion(notice, "baselinePain").conflicting()).as("both are too low").isFalse();
    assertThat(pdfText(renderer.pdf(notice)).replace(" ", ""))
        .contains("CTofSIjoint,right,degenerationoftheSIjointpresent", "and11more");
    assertThat(json.valueToTree(notice).at("/criteria/0/conflicting").asBoolean()).isTrue();

    assertThat(
            text(
                renderer.html(
                    denied(conflicting(), Models.policies(), Audience.PROVIDER, Language.ES))))
        .contains(
            "Estudio de imagen, 10 de junio de 2025 (ct-0) : TC de articulación SI, derecha",
            "contradice otro registro",
            "y 11 más",
            "sin fecha (nrs-2) : 3 de 10");
  }

  @Test
  void whatIsCertifiedNamesTheRecordsOfItsCriteriaWithWhatTheySay() {
    String page =
        text(
            renderer.html(
                preview(
                    request("all-met-ambulatory", body -> {}), Audience.PROVIDER, Language.EN)));

    assertThat(page)
        .contains(
            "Injection, July 1, 2025 (inj-2): right, joint sacroiliac, guidance CT, combined with nothing else, steroid yes, pain 7 before, pain 2 after, for 10 weeks");
  }

  @Test
  void theMemberReadsWhichNotesWereLookedAtWithoutCodesOrNumbersOfRecords() {
    Notice notice = denied(conflicting(), Models.policies(), Audience.MEMBER, Language.EN);

    assertThat(criterion(notice, "siJointImaging").records())
        .allSatisfy(
            record -> {
              assertThat(record.id()).isNull();
              assertThat(record.says()).isNull();
            });
    assertThat(text(renderer.html(notice)))
        .contains(
            "Notes we looked at: A scan, June 10, 2025;",
            "and 11 more.",
            "Some of these notes do not agree.",
            "A note of your pain, no date")
        .doesNotContain("ct-0", "SI joint", "Report 0");
  }

  private static Amended amended(String changes, String before) {
    return new Amended(
        new Amendment("the surgery was booked", evidence(changes)),
        evidence(before),
        "ines",
        "Ines Iversen",
        OffsetDateTime.parse("2025-11-20T10:00:00Z"));
  }

  @Test
  void howTheRequestWasAmendedIsToldWithWhoWhenAndWhy() throws Exception {
    List<Amended> amended =
        List.of(
            amended(
                "{'procedure': {'plannedDate': '2025-12-15'}, 'requestedSetting': 'INPATIENT', 'diagnoses': ['M53.3', 'M46.1'], 'inpatientDays': null}",
                "{'procedure': {'plannedDate': null}, 'requestedSetting': 'AMBULATORY', 'diagnoses': ['M53.3'], 'inpatientDays': 2}"));
    for (Language language : Language.values()) {
      for (Audience audience : Audience.values()) {
        assertThat(
                PdfUa.problems(
                    renderer.pdf(denied(seed(), amended, Models.policies(), audience, language))))
            .isEmpty();
      }
    }
    String provider =
        text(
            renderer.html(
                denied(seed(), amended, Models.policies(), Audience.PROVIDER, Language.EN)));
    String member =
        text(
            renderer.html(
                denied(seed(), amended, Models.policies(), Audience.MEMBER, Language.EN)));

    assertThat(provider)
        .contains(
            "Changes to the request since it was received",
            "November 20, 2025, 10:00 UTC, Ines Iversen.",
            "Planned date: December 15, 2025 (before: not stated).",
            "Setting: inpatient (before: ambulatory).",
            "Diagnoses: M53.3, M46.1 (before: M53.3).",
            "Inpatient days: not stated (before: 2).",
            "Why: the surgery was booked");
    assertThat(member)
        .contains(
            "On November 20, 2025, your request was changed.",
            "Date of the surgery: now December 15, 2025. Before: not stated.",
            "The illness that your doctor named",
            "Why: the surgery was booked")
        .doesNotContain("M53.3", "Ines");
    assertThat(
            text(
                renderer.html(
                    denied(seed(), amended, Models.policies(), Audience.PROVIDER, Language.ES))))
        .contains("Fecha prevista: 15 de diciembre de 2025 (antes: no indicado)");
    assertThat(text(renderer.html(denied(Audience.PROVIDER, Language.EN))))
        .as("nothing was amended")
        .doesNotContain("Changes to the request");
  }

  @Test
  void everyKindFieldAndCodeOfARecordHasWordsInEachLanguage() throws IOException {
    JsonNode schema = RequestSchema.packaged().document();
    Set<Object> english = new TreeSet<>(keys("records_en"));
    Set<String> values = new TreeSet<>(List.of("true", "false", "empty"));
    for (Language language : Language.values()) {
      Wording words = writer.wording(language);
      schema
          .at("/$defs/evidence/properties")
          .properties()
          .forEach(
              kind -> {
                JsonNode fields =
                    resolved(
                            schema,
                            kind.getValue().has("then")
                                ? kind.getValue().path("then").path("items")
                                : kind.getValue().path("items"))
                        .path("properties");
                Set<String> said =
                    Pattern.compile("\\{(\\w+)}")
                        .matcher(words.text("record." + kind.getKey() + ".says"))
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toSet());
                Set<String> known = new TreeSet<>();
                fields
                    .properties()
                    .forEach(
                        field -> {
                          JsonNode type = resolved(schema, field.getValue());
                          (type.has("items") ? type.path("items") : type)
                              .path("enum")
                              .forEach(code -> values.add(code.asText()));
                          if (type.has("properties")) {
                            type.path("properties")
                                .properties()
                                .forEach(
                                    inner -> {
                                      known.add(field.getKey() + "_" + inner.getKey());
                                      inner
                                          .getValue()
                                          .path("enum")
                                          .forEach(code -> values.add(code.asText()));
                                    });
                          } else {
                            known.add(field.getKey());
                          }
                        });
                known.removeIf(
                    field -> field.startsWith("source_") || field.startsWith("document_"));
                known.removeAll(
                    Set.of(
                        "id",
                        "replaces",
                        "correction",
                        "note",
                        "method",
                        "date",
                        "drawnOn",
                        "start"));
                assertThat(said).as(kind.getKey() + " in " + language).isEqualTo(known);
                List.of("", ".says", ".member", ".dated")
                    .forEach(part -> english.remove("record." + kind.getKey() + part));
              });
    }
    for (String field : List.of("requestedSetting", "inpatientNeed", "inpatientReasons")) {
      JsonNode type = resolved(schema, schema.path("properties").path(field));
      (type.has("items") ? resolved(schema, type.path("items")) : type)
          .path("enum")
          .forEach(code -> values.add(code.asText()));
    }
    values.removeAll(Set.of("<", ">"));
    values.forEach(
        code -> assertThat(english.remove("value." + code)).as("words for " + code).isTrue());
    List.of("source", "undated", "conflicting", "more")
        .forEach(part -> english.remove("record." + part));
    assertThat(english).as("words for nothing").isEmpty();
    assertThat(keys("records_es")).isEqualTo(keys("records_en"));
  }

  private static JsonNode resolved(JsonNode schema, JsonNode part) {
    return part.has("$ref") ? schema.at(part.path("$ref").asText().substring(1)) : part;
  }

  @Test
  void everyCriterionAndDocumentOfThePoliciesHasWordsInEachLanguage() throws IOException {
    TreeSet<Object> english = new TreeSet<>(keys("criteria_en"));
    Set<Object> told = new TreeSet<>();
    // The words of the other policies' criteria stand in their own tables; those of this one's
    // earlier versions do not.
    assessor(Models.policies())
        .assess(request("seed", body -> {}), DocumentationPeriod.OPEN)
        .criteria()
        .forEach(
            criterion ->
                List.of("title", "needed", "missing", "contradicted")
                    .forEach(part -> told.add("criterion." + criterion.id() + "." + part)));
    Models.wholePolicies().stream()
        .flatMap(policy -> policy.documentRequests().stream())
        .forEach(document -> told.add("document." + document.get("requestedDocument")));
    assertThat(english).containsAll(told);
    english.removeAll(told);
    assertThat(english).as("words for nothing").isEmpty();
    assertThat(keys("criteria_es")).isEqualTo(keys("criteria_en"));
    assertThat(keys("notice_es")).isEqualTo(keys("notice_en"));
  }

  @Test
  void whatAMemberReadsOfAnyCriterionIsPlain() {
    assertThat(Models.wholePolicies())
        .map(Policy::own)
        .allSatisfy(
            policy -> {
              List<String> needed =
                  Models.texts(policy, "plainWords", "plainNeeded").stream()
                      .flatMap(text -> Arrays.stream(text.split("[.:;?!]\\s+")))
                      .toList();
              List<String> said =
                  Stream.of("plainTitle", "plainNeeded", "plainMissing", "plainContradicted")
                      .flatMap(output -> Models.texts(policy, "plainWords", output).stream())
                      .toList();
              assertThat(Models.texts(policy, "plainWords", "plainTitle"))
                  .hasSameSizeAs(Models.texts(policy, "criterionList", "criterionId"));
              assertThat(ReadingGrade.of(needed))
                  .as(policy.id() + ": Flesch-Kincaid grade")
                  .isLessThan(7.0);
              assertThat(said)
                  .as("no codes, numbers and abbreviations")
                  .noneMatch(text -> text.matches(".*(\\d|[A-Z]{2}).*"));
            });
  }

  @Test
  void whateverWordsAreMissingALetterIsWrittenAndSaysItInEnglishOrInTheTablesWords() {
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      double share = seed == 0 ? 1 : random.nextDouble();
      NoticeWriter forgetful =
          new NoticeWriter(
              language ->
                  new Wording(
                      language,
                      without(
                          random,
                          share,
                          language,
                          language == Language.EN
                              ? null
                              : without(random, share, Language.EN, null))));
      NoticeRenderer pages = new NoticeRenderer(forgetful, json);
      for (Audience audience : Audience.values()) {
        for (Language language : Language.values()) {
          Notice notice =
              denied(forgetful, seed(), List.of(), Models.policies(), audience, language);
          assertThat(pages.html(notice)).as("seed %s", seed).contains("</html>");
          assertThat(notice.criteria())
              .isNotEmpty()
              .allSatisfy(criterion -> assertThat(criterion.title()).isNotBlank());
        }
      }
    }
    String changed =
        Models.text(Path.of("dmn", "si-joint-fusion.dmn"))
            .replaceAll("(_out_plainTitle\">\\s*<text>\")", "$1About: ");
    assertThat(
            denied(seed(), Models.policies(Models.parse(changed)), Audience.MEMBER, Language.ES)
                .criteria())
        .as("no title has a translation")
        .extracting(Notice.ToldCriterion::title)
        .isEqualTo(
            denied(Audience.MEMBER, Language.EN).criteria().stream()
                .map(criterion -> "About: " + criterion.title())
                .toList());
  }

  private static Properties without(
      Random random, double share, Language language, Properties defaults) {
    Properties texts = new Properties(defaults);
    new java.util.TreeMap<>(Wording.texts(language, null))
        .forEach(
            (key, words) -> {
              if (random.nextDouble() >= share) {
                texts.put(key, words);
              }
            });
    return texts;
  }

  @Test
  void theCheckNamesTheCriteriaThatTheNoticesHaveNoWordsForAndTheUntranslatedSentences()
      throws IOException {
    assertThat(MissingWords.of(PolicyFile.read(Path.of("dmn", "si-joint-fusion.dmn")))).isEmpty();
    String unspoken =
        Models.text(Path.of("dmn", "si-joint-fusion.dmn"))
            .replaceAll("\\bbaselinePain(?=\\b|Reason)", "restingPain")
            .replaceFirst("(?s)<rule id=\"rule_plainWords_baselinePain\">.*?</rule>", "");

    assertThat(
            MissingWords.of(
                PolicyFile.read("unspoken.dmn", unspoken.getBytes(StandardCharsets.UTF_8))))
        .filteredOn(finding -> finding.decision().equals("restingPain"))
        .hasSize(Language.values().length)
        .allSatisfy(
            finding ->
                assertThat(finding.message())
                    .contains("Add a rule for it to the table 'plainWords'"));
    String changed =
        Models.text(Path.of("dmn", "si-joint-fusion.dmn"))
            .replace(
                "\"No baseline pain score is documented.\"", "\"Nobody wrote a pain score down.\"");
    assertThat(
            MissingWords.of(
                PolicyFile.read("changed.dmn", changed.getBytes(StandardCharsets.UTF_8))))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("no translation into 'es'"));
  }

  @Test
  void aCitationOfNothingThatIsListedIsFoundBeforeALetterLeavesItOut() {
    String cited =
        Models.text(Path.of("dmn", "si-joint-fusion.dmn"))
            .replaceFirst("(\"[^\"<]*)\\[1]([^\"<]*\"</text>)", "$1[87]$2");

    assertThat(
            MissingWords.of(PolicyFile.read("cited.dmn", cited.getBytes(StandardCharsets.UTF_8))))
        .extracting(Finding::message)
        .anyMatch(
            message ->
                message.startsWith(
                    "A citation names [87], which the table 'references' does not list"));
  }

  private static java.util.Set<Object> keys(String file) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Models.text(Path.of("notices", file + ".properties"))));
    return new TreeSet<>(properties.keySet());
  }

  @ParameterizedTest
  @EnumSource(Audience.class)
  void thePdfIsTaggedTitledInALanguageAndCarriesItsTypeface(Audience audience) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(renderer.pdf(denied(audience, Language.ES)))) {
      var catalog = pdf.getDocumentCatalog();
      assertThat(catalog.getMarkInfo().isMarked()).isTrue();
      assertThat(catalog.getStructureTreeRoot().getKids()).isNotEmpty();
      assertThat(catalog.getLanguage()).isEqualTo("es");
      assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
      assertThat(pdf.getDocumentInformation().getTitle()).isNotBlank();
      assertThat(new String(catalog.getMetadata().toByteArray(), StandardCharsets.UTF_8))
          .contains("pdfuaid:part");
      for (PDPage page : pdf.getPages()) {
        for (var font : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(font).isEmbedded()).as(font.getName()).isTrue();
        }
      }
    }
  }

  @Test
  void everyPdfIsPdfUa() throws Exception {
    Map<String, Letter> letters = new java.util.LinkedHashMap<>();
    for (Language language : Language.values()) {
      for (Audience audience : Audience.values()) {
        letters.put("denied", denied(audience, language));
        letters.put(
            "certified", preview(request("all-met-ambulatory", body -> {}), audience, language));
        letters.put("extended", extension(audience, language));
        for (Map.Entry<String, Letter> letter : letters.entrySet()) {
          assertThat(PdfUa.problems(renderer.pdf(letter.getValue())))
              .as("%s, %s, %s", letter.getKey(), audience, language)
              .isEmpty();
        }
      }
    }
  }

  @Test
  void theValidatorSeesWhatIsNotPdfUa() throws Exception {
    try (PDDocument document = Loader.loadPDF(renderer.pdf(denied(Audience.MEMBER, Language.EN)))) {
      document.getDocumentCatalog().setLanguage(null);
      java.io.ByteArrayOutputStream untold = new java.io.ByteArrayOutputStream();
      document.save(untold);
      assertThat(PdfUa.problems(untold.toByteArray())).isNotEmpty();
    }
  }

  @Test
  void whatASenderWroteIsShownAsTextAndNeverAsMarkup() {
    Request hostile =
        request(
            "seed",
            body -> {
              body.withObject("/member").put("name", "<script>alert(1)</script>");
              body.withObject("/provider")
                  .put("name", "Clinic ${T(java.lang.Runtime)} __${1+1}__ & Sons");
            });

    assertThat(renderer.html(denied(hostile, Models.policies(), Audience.MEMBER, Language.EN)))
        .doesNotContain("<script>")
        .contains("&lt;script&gt;");
    String provider =
        renderer.html(denied(hostile, Models.policies(), Audience.PROVIDER, Language.EN));
    assertThat(text(provider)).contains("Clinic ${T(java.lang.Runtime)} __${1+1}__ & Sons");
    assertThat(renderer.pdf(denied(hostile, Models.policies(), Audience.PROVIDER, Language.EN)))
        .isNotEmpty();
  }

  @Test
  void thereIsNoNoticeWithoutAPolicyOrInAnotherLanguage() {
    assertThatThrownBy(
            () -> preview(request("open-fusion-27280", body -> {}), Audience.MEMBER, Language.EN))
        .isInstanceOf(ImplausibleRequestException.class);
    assertThatThrownBy(() -> Language.of("de")).isInstanceOf(InvalidRequestException.class);
  }
}
