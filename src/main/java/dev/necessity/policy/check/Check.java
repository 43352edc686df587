package dev.necessity.policy.check;

/** What is looked for in a DMN file. */
public enum Check {
  UNREADABLE("The file can be read safely and is DMN"),
  CHECKED("The check comes to its end"),
  PLATFORM("The file is made for the engine that runs it"),
  ENGINE("The engine accepts the file"),
  FEEL_SYNTAX("Every expression is FEEL"),
  UNQUOTED_TEXT("Texts are in quotes"),
  UNKNOWN_NAME("Every name is known"),
  ARGUMENTS("Every function has the arguments that it takes"),
  UNKNOWN_UNIT("Every unit is one, and leads to the other"),
  REQUIREMENT_NOT_DRAWN("What a decision uses is connected to it"),
  ENDLESS("No expression counts without end"),
  WRONG_TYPE("Values are of their column's type"),
  OUTSIDE_ALLOWED_VALUES("Values are among those that the column allows"),
  SAME_TEXT("A text is written alike wherever it is meant"),
  BLANK_OUTPUT("No output is blank"),
  GAP("Every combination of inputs meets a rule"),
  NULL("An input that is not there meets the rules that are meant"),
  NOT_ANALYSED("Every table can be analysed"),
  OVERLAP("No combination of inputs meets two rules of a table that allows one"),
  RULE_NEVER_FIRES("Every rule can fire"),
  TOO_LARGE_TO_ANALYSE("The table is small enough to be analysed"),
  HIT_POLICY("The engine runs the hit policy"),
  UNSUPPORTED_LOGIC("The engine runs the kind of decision"),
  TIME_TO_LIVE("Every decision says how long its history is kept"),
  IDS("The ids of the file and of its decisions can be made a key"),
  VERSION_TAG("Every decision of a policy has the policy's version tag"),
  DIAGRAM("The diagram shows every element"),
  ANSWER("A policy answers all that the final tables go on from"),
  NAMES_DIFFER("A decision has a name for people, and its id for its variable"),
  SAME_OUTPUT("No two decisions give a value under one name"),
  DOCUMENT("The form of a document defines its record"),
  STALE_NUMBER("A quantity in words stands in the rule, or in a table that it rests on"),
  TODO("Nothing is left to be written"),
  NOTICE_WORDS("The notices have words in each language for what the policy says"),
  DEPLOYMENT("What is deployed fits together, and to what is deployed already"),
  OWNER("What is live stays in its file"),
  COVERAGE("Every procedure that a policy covers stays covered");

  private final String description;

  Check(String description) {
    this.description = description;
  }

  /** What holds where there is no finding. */
  public String description() {
    return description;
  }
}
