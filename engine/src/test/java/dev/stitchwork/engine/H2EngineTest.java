package dev.stitchwork.engine;

import java.nio.file.Path;

class H2EngineTest extends EngineLaws {
    @Override
    EngineSettings settings(Path data) {
        return EngineSettings.inFolder(data);
    }
}
