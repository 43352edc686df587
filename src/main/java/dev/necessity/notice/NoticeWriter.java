package dev.necessity.notice;

import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.Assessment.Cited;
import dev.necessity.assessment.Assessment.MissingDocument;
import dev.necessity.assessment.Determination;
import dev.necessity.notice.Notice.NamedRecord;
import dev.necessity.notice.Notice.SettingDecision;
import dev.necessity.notice.Notice.ToldCriterion;
import dev.necessity.notice.PolicyTexts.LevelOfCare;
import dev.necessity.notice.RecordWords.Told;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.request.Amended;
import dev.necessity.request.Request;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes notices: a pure function of the request, the assessment, the determination and the
 * policy's file.
 */
public final class NoticeWriter {

  private static final String MET = "MET";
  private static final String MEDICALLY_NECESSARY = "MEDICALLY_NECESSARY";

  /** Of a criterion, and of a request: enough to find the others by. */
  private static final int MOST_RECORDS = 6;

  private static final int MOST_AMENDMENTS = 10;
  private static final Set<String> CODED =
      Set.of("diagnoses", "device", "inpatientReasons", "inpatientReasonText", "inpatientNeed");

  private final Function<Language, Wording> load;

  /** Read with the first notice in a language. */
  private final Map<Language, Wording> wordings = new ConcurrentHashMap<>();

  /** Of each file as long as it is in use. */
  private final Map<DecisionDiagram, Map<Language, PolicyTranslations>> translations =
      Collections.synchronizedMap(new WeakHashMap<>());

  public NoticeWriter() {
    this(Wording::load);
  }

  NoticeWriter(Function<Language, Wording> load) {
    this.load = load;
  }

  /**
   * What a notice is about.
   *
   * @param caseNumber null in a preview
   * @param amended how the request came to be what it is
   */
  public record Matter(
      String caseNumber,
      Request request,
      List<Amended> amended,
      Assessment assessment,
      Determination determination,
      PolicyTexts policy,
      Issue issue) {}

  public Wording wording(Language language) {
    return wordings.computeIfAbsent(language, load);
  }

  public Notice write(Matter matter, Audience audience, Language language) {
    Assessment assessment = matter.assessment();
    boolean provider = audience == Audience.PROVIDER;
    Quotes quotes =
        new Quotes(
            language == Language.EN
                ? null
                : PolicyTranslations.of(
                    matter.policy().files().stream()
                        .map(file -> translations(file, language))
                        .toList()));
    Map<String, String> titles =
        assessment.missingDocumentation().stream()
            .collect(Collectors.toMap(MissingDocument::document, MissingDocument::title));
    List<Told> records = RecordWords.of(matter.request(), wording(language));
    List<ToldCriterion> all =
        assessment.criteria().stream()
            .map(
                criterion ->
                    criterion(
                        criterion, matter.policy(), titles, records, audience, language, quotes))
            .toList();
    List<String> critical =
        assessment.criteria().stream()
            .filter(Assessment.Criterion::critical)
            .map(Assessment.Criterion::id)
            .toList();
    boolean granted = MEDICALLY_NECESSARY.equals(matter.determination().procedure());
    List<ToldCriterion> notMet =
        granted
            ? List.of()
            : all.stream().filter(criterion -> !MET.equals(criterion.status())).toList();
    List<ToldCriterion> summary =
        provider
            ? all.stream().filter(criterion -> critical.contains(criterion.id())).toList()
            : List.of();
    SettingDecision setting = setting(matter, quotes);
    List<Cited> nextSteps = provider && !granted ? quotes.of(assessment.nextSteps()) : List.of();
    List<Cited> caveats = provider && !granted ? quotes.of(assessment.caveats()) : List.of();
    Stream<String> citations =
        Stream.of(
                notMet.stream().map(ToldCriterion::citation),
                summary.stream().map(ToldCriterion::citation),
                Stream.of(setting.citation()),
                nextSteps.stream().map(Cited::citation),
                caveats.stream().map(Cited::citation))
            .flatMap(each -> each)
            .filter(Objects::nonNull);
    return new Notice(
        audience,
        language.tag(),
        matter.caseNumber(),
        matter.issue(),
        assessment.policy(),
        Notice.Requested.of(matter.request(), audience),
        amendments(matter, provider, wording(language)),
        matter.determination().at(matter.issue().issuedAt().getOffset()),
        setting,
        notMet,
        assessment.critical(),
        summary,
        nextSteps,
        caveats,
        provider ? matter.policy().references(citations) : List.of(),
        provider ? quotes.untranslated : Set.of());
  }

  private PolicyTranslations translations(DecisionDiagram file, Language language) {
    return translations
        .computeIfAbsent(file, any -> new ConcurrentHashMap<>())
        .computeIfAbsent(language, any -> PolicyTranslations.of(file, language));
  }

  private ToldCriterion criterion(
      Assessment.Criterion judged,
      PolicyTexts policy,
      Map<String, String> titles,
      List<Told> told,
      Audience audience,
      Language language,
      Quotes quotes) {
    Wording words = wording(language);
    boolean quoted = audience == Audience.PROVIDER;
    boolean inPolicyWords = quoted && language == Language.EN;
    String reason = quoted ? quotes.of(judged.reason()) : null;
    boolean plain = !quoted || quotes.untranslated.contains(reason);
    Function<String, Optional<String>> inPlainWords =
        part ->
            policy
                .plain(judged.id(), part)
                .map(quotes::orAsItIs)
                .or(() -> words.find("criterion." + judged.id() + "." + part));
    String title =
        inPolicyWords ? judged.title() : inPlainWords.apply("title").orElse(judged.title());
    String rule =
        !plain
            ? null
            : inPlainWords
                .apply("needed")
                .or(() -> policy.requirement(judged.id()))
                .orElse(judged.title());
    String finding =
        !plain || MET.equals(judged.status())
            ? null
            : inPlainWords
                .apply(judged.documented() ? "contradicted" : "missing")
                .flatMap(policy::filled)
                .orElse(judged.reason());
    List<String> settledBy =
        judged.documents().stream()
            .map(
                document ->
                    inPolicyWords && titles.containsKey(document)
                        ? titles.get(document)
                        : words
                            .find("document." + document)
                            .orElse(titles.getOrDefault(document, document)))
            .toList();
    List<NamedRecord> records = records(judged, told, quoted);
    return new ToldCriterion(
        judged.id(),
        title,
        judged.status(),
        judged.documented(),
        reason,
        quoted ? quotes.of(judged.citation()) : null,
        rule,
        finding,
        settledBy,
        quoted ? judged.evidence() : List.of(),
        records.stream().limit(MOST_RECORDS).toList(),
        Math.max(0, records.size() - MOST_RECORDS));
  }

  /**
   * Those that contradict each other first. They are the ones that the policy's reason quotes: a
   * table knows what it could not reconcile.
   */
  private static List<NamedRecord> records(
      Assessment.Criterion judged, List<Told> told, boolean quoted) {
    return RecordWords.named(judged.evidence(), told).stream()
        .map(
            record -> {
              boolean conflicting =
                  judged.reason() != null && judged.reason().contains("‘" + record.id() + "’");
              return quoted
                  ? new NamedRecord(record.id(), record.name(), record.says(), conflicting)
                  : new NamedRecord(null, record.plain(), null, conflicting);
            })
        .distinct()
        .sorted(Comparator.comparing(record -> !record.conflicting()))
        .toList();
  }

  /** The member is told that codes were changed, and not from which to which. */
  private static List<Notice.ToldAmendment> amendments(
      Matter matter, boolean provider, Wording words) {
    ZoneOffset offset = matter.issue().issuedAt().getOffset();
    return matter.amended().stream()
        .skip(Math.max(0, matter.amended().size() - MOST_AMENDMENTS))
        .map(
            amended ->
                new Notice.ToldAmendment(
                    amended.at().withOffsetSameInstant(offset),
                    provider ? amended.name() : null,
                    amended.amendment().reason(),
                    amended.changed().stream()
                        .map(
                            change -> {
                              boolean told = provider || !CODED.contains(change.field());
                              return new Notice.ToldChange(
                                  words.text(
                                      (provider ? "amended." : "member.amended.") + change.field()),
                                  told ? words.value(change.before()) : null,
                                  told ? words.value(change.after()) : null);
                            })
                        .toList()))
        .toList();
  }

  /**
   * The policy's reason stands where its setting and days were decided; otherwise the clinician's
   * rationale does.
   */
  private static SettingDecision setting(Matter matter, Quotes quotes) {
    Determination decided = matter.determination();
    Request request = matter.request();
    Optional<LevelOfCare> asDecided =
        matter
            .policy()
            .levelOfCare()
            .filter(
                policy ->
                    policy.setting().equals(decided.setting())
                        && policy.inpatientDays().compareTo(decided.inpatientDays()) == 0);
    return new SettingDecision(
        request.requestedSetting(),
        decided.setting(),
        decided.inpatientDays(),
        request.requestedSetting().name().equals(decided.setting()),
        request.inpatientNeed() == Request.InpatientNeed.DOCUMENTED,
        asDecided.map(policy -> quotes.of(policy.reason())).orElse(null),
        asDecided.map(policy -> quotes.of(policy.citation())).orElse(null));
  }

  /**
   * The policy's own words in the language of the notice, and those that have no translation as
   * they are.
   */
  private static final class Quotes {

    private final PolicyTranslations translations;
    private final Set<String> untranslated = new TreeSet<>();

    /**
     * @param translations null in the language of the policy
     */
    Quotes(PolicyTranslations translations) {
      this.translations = translations;
    }

    /**
     * Plain words are said in English without a mark where they have no translation, as all words
     * around the policy's own are.
     */
    String orAsItIs(String words) {
      return translated(words).orElse(words);
    }

    private Optional<String> translated(String words) {
      return translations == null || words.isEmpty() ? Optional.of(words) : translations.of(words);
    }

    /** Of a text that a table left out, nothing. */
    String of(String said) {
      String words = Objects.requireNonNullElse(said, "");
      Optional<String> translated = translated(words);
      if (translated.isEmpty()) {
        untranslated.add(words);
      }
      return translated.orElse(words);
    }

    List<Cited> of(List<Cited> cited) {
      return cited.stream().map(each -> new Cited(of(each.text()), of(each.citation()))).toList();
    }
  }
}
