package dev.necessity.app;

@OwnEngineRest
class DeploymentGuardOnH2Test extends DeploymentGuardTest {}
