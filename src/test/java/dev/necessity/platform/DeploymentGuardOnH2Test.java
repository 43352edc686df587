package dev.necessity.platform;

@OwnEngineRest
class DeploymentGuardOnH2Test extends DeploymentGuardTest {}
