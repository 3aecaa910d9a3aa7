// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A master and workers of one core each, as processes of their own on loopback: Spark from the tests' jars. */
final class LocalCluster implements AutoCloseable {
    private static final String DEPLOY = "org.apache.spark.deploy.";
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    /** Jars that Spark does not have. */
    private static final Pattern OURS = Pattern.compile(
            "(samda|pytorch|openblas|javacpp|picocli|progressbar|jackson-annotations|jackson-.*-3\\.|imageio|jhdf|blosc|batik|sqlite|commons-stat|junit).*");

    private static final String REGISTERED = "Successfully registered with master";
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final Path home;
    private final Process master;
    private final String address;
    private final List<Process> workers = new ArrayList<>();

    /** @param folder gets logs and the workers' files */
    LocalCluster(Path folder, int count) throws IOException, InterruptedException {
        this.folder = folder;
        home = sparkHome(Path.of("target/spark-home").toAbsolutePath());
        master = start(
                "master",
                List.of(
                        "-Xmx256m",
                        DEPLOY + "master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--webui-port",
                        "0"));
        address = awaitLog("master", master, MASTER).group(1);
        for (int i = 0; i < count; i++) {
            String name = "worker" + i;
            List<String> arguments = List.of("-Xmx256m", DEPLOY + "worker.Worker", "--host", "127.0.0.1");
            List<String> size = List.of("--cores", "1", "--memory", "2g", "--webui-port", "0");
            List<String> place = List.of("--work-dir", work(i).toString(), address);
            workers.add(start(
                    name,
                    Stream.of(arguments, size, place).flatMap(List::stream).toList()));
            awaitLog(name, workers.get(i), Pattern.compile(REGISTERED));
        }
    }

    /** What {@code spark-submit} finds of an installed Spark: its jars, with the older Jackson that it brings. */
    private static Path sparkHome(Path home) throws IOException {
        if (Files.exists(home.resolve("RELEASE"))) {
            return home;
        }
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (Path jar : Program.classPath()) {
            String name = jar.getFileName().toString();
            if (name.endsWith(".jar") && !OURS.matcher(name).matches()) {
                Files.createSymbolicLink(jars.resolve(name), jar.toAbsolutePath());
            }
        }
        for (Path jar : jars(Path.of("target/spark"))) {
            Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
        }
        Files.createFile(home.resolve("RELEASE"));
        return home;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.toList();
        }
    }

    /** Starts the job as README.md says; its output goes to {@link #log}. */
    Process submit(Object... arguments) throws IOException {
        String libtorch = String.join(
                ",",
                jars(Path.of("target/lib")).stream()
                        .map(Path::toAbsolutePath)
                        .map(Path::toString)
                        .toList());
        List<String> all = new ArrayList<>(List.of("-Xmx512m", DEPLOY + "SparkSubmit", "--master", address));
        all.addAll(List.of("--conf", "spark.executor.memory=1g", "--jars", libtorch));
        all.add(Path.of("target/samda-spark.jar").toAbsolutePath().toString());
        Arrays.stream(arguments).map(Object::toString).forEach(all::add);
        return start("submit", all);
    }

    private Process start(String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Program.JAVA, "-XX:+UseSerialGC", "-cp", home + "/jars/*"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(logFile(name).toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.start();
    }

    /** As {@code kill -9} for a worker and its executor: the machine is gone. */
    void kill(int worker) {
        List<ProcessHandle> executors =
                workers.get(worker).toHandle().descendants().toList();
        workers.get(worker).destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    /** What the executors of a worker have logged. */
    String executorLogs(int worker) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(work(worker))) {
            for (Path log : files.filter(file -> file.endsWith("stderr")).toList()) {
                text.append(Files.readString(log));
            }
        }
        return text.toString();
    }

    /** What {@link #submit} has printed. */
    String log() throws IOException {
        return Files.readString(logFile("submit"));
    }

    private Path work(int worker) {
        return folder.resolve("work" + worker);
    }

    private Path logFile(String name) {
        return folder.resolve(name + ".log");
    }

    private Matcher awaitLog(String name, Process process, Pattern text) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            String log = Files.readString(logFile(name));
            Matcher found = text.matcher(log);
            if (found.find()) {
                return found;
            }
            assertTrue(process.isAlive() && System.nanoTime() < end, log);
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.descendants().forEach(ProcessHandle::destroyForcibly));
        workers.forEach(Process::destroyForcibly);
        master.destroyForcibly();
    }
}
