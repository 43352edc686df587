package dev.necessity.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.database.ConversionToUtc;
import dev.necessity.database.SchemaVersion;
import dev.necessity.database.StoredZone;
import dev.necessity.deployment.StoredPolicies;
import dev.necessity.history.StoredAssessments;
import java.time.ZoneId;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The application's database as a command sees it: past cases and deployed files, read without a
 * server and without an engine. It is found by the settings of the server ({@code
 * NECESSITY_DATABASE_URL}, {@code NECESSITY_DATA} and the rest).
 */
public final class CaseDatabase {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final String url;
  private final DataSource source;
  private final JdbcClient jdbc;

  private CaseDatabase(String url, String user, String password) {
    this.url = url;
    this.source = new DriverManagerDataSource(url, user, password);
    this.jdbc = JdbcClient.create(source);
  }

  /** Where to find the settings: nothing is started but what reads them. */
  private static final class Settings {}

  /**
   * @throws IllegalStateException with what to do, when there is no such database, the server holds
   *     it, or it is of another version or zone
   */
  public static CaseDatabase open() {
    return configured().checked();
  }

  /**
   * @throws IllegalStateException with what to do, when there is no such database, the server holds
   *     it, or it is of another version or zone
   */
  public static CaseDatabase open(String url, String user, String password) {
    return reach(url, user, password).checked();
  }

  /** The database of the settings, of whatever version and zone. */
  public static CaseDatabase configured() {
    try (ConfigurableApplicationContext settings =
        new SpringApplicationBuilder(Settings.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .properties(Map.of("logging.level.root", "ERROR"))
            .run()) {
      Environment environment = settings.getEnvironment();
      return reach(
          environment.getProperty("spring.datasource.url"),
          environment.getProperty("spring.datasource.username"),
          environment.getProperty("spring.datasource.password"));
    }
  }

  public static CaseDatabase reach(String url, String user, String password) {
    boolean isFile = url.startsWith("jdbc:h2:file:");
    CaseDatabase database = new CaseDatabase(isFile ? url + ";IFEXISTS=TRUE" : url, user, password);
    try {
      database.jdbc.sql("select 1 from necessity_case where 1 = 0").query(Integer.class).list();
    } catch (org.springframework.dao.DataAccessException unusable) {
      throw new IllegalStateException(
          "The database "
              + url.replaceAll("[;?].*", "")
              + " cannot be read: "
              + unusable.getMostSpecificCause().getMessage()
              + (isFile
                  ? " The embedded database is either the server's or a command's: stop the server, or use PostgreSQL."
                  : ""),
          unusable);
    }
    return database;
  }

  private CaseDatabase checked() {
    SchemaVersion.check(source, url);
    StoredZone.check(jdbc);
    return this;
  }

  /**
   * Converts all times from local times of a zone to UTC.
   *
   * @return how many rows were changed
   * @throws IllegalStateException when they were not written in that zone; nothing is changed then
   */
  public long toUtc(ZoneId from) {
    return ConversionToUtc.run(source, from);
  }

  /** Tells this database from others. */
  public String name() {
    return url;
  }

  /** Reads and writes JSON as the server does: times as text, with their offset. */
  public ObjectMapper json() {
    return JSON;
  }

  public StoredAssessments assessments() {
    return new StoredAssessments(jdbc, JSON);
  }

  public StoredPolicies policies() {
    return new StoredPolicies(jdbc);
  }
}
