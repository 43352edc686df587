package dev.necessity.database;

import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DataSourceProperties.class)
class PoolConfiguration {

  /** As Spring makes it, of our own class. */
  @Bean
  @ConfigurationProperties("spring.datasource.hikari")
  Pool dataSource(DataSourceProperties properties) {
    return properties.initializeDataSourceBuilder().type(Pool.class).build();
  }
}
