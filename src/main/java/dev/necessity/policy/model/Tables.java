package dev.necessity.policy.model;

import java.util.List;

/** A decision file as the texts of its tables. */
public interface Tables {

  /** The file's id, which all its versions have. */
  String id();

  /** Ids of the decisions that are tables, in the order of the file. */
  List<String> tables();

  /** One of them, as an analyst sees it. */
  TableText table(String decision);
}
