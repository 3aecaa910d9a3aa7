// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.util.OptionalInt;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts libtorch once per test process, before any test class is touched, with one thread and float32.
 *
 * <p>One thread, because on a busy machine the threads of small operations wait for each other many times longer than
 * they compute.
 *
 * <p>Registered in {@code META-INF/services}, so that no test can forget it: a test that touches a tensor first would
 * pass where the libraries are unpacked already and crash the process where they are not.
 */
public final class LibtorchSession implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Engine.start(OptionalInt.of(1), "cpu", "fp32");
    }
}
