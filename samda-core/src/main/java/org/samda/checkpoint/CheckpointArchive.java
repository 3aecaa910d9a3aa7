// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.samda.SamdaException;
import org.samda.io.FileProblem;

/**
 * The ZIP archive that {@code torch.save} writes: in one folder a pickle, {@code data.pkl}, and a record {@code
 * data/<key>} for each storage. Nothing is unpacked to the disk.
 */
final class CheckpointArchive implements AutoCloseable {
    private static final String PICKLE = "data.pkl";
    private static final String RECORDS = "data/";

    /** A tensor takes about 200 bytes of pickle. */
    private static final int LARGEST_PICKLE = 16 << 20;

    /** Weights do not compress to much less than their size; an archive that expands further is made to harm. */
    private static final long MOST_EXPANSION = 16;

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    private CheckpointArchive(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /** @throws SamdaException if the file is damaged or of another kind */
    static CheckpointArchive open(Path file) {
        try {
            return open(file, zip(file));
        } catch (ZipException e) {
            throw Refusal.damaged(file, "its ZIP archive is broken (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }

    private static CheckpointArchive open(Path file, ZipFile zip) throws IOException {
        CheckpointArchive archive = new CheckpointArchive(file, zip);
        try {
            archive.findEntries();
            archive.requireByteOrder();
            return archive;
        } catch (SamdaException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile zip(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ZipEnd.check(file, channel);
        }
        return new ZipFile(file.toFile());
    }

    /** The pickle, with its checksum compared. */
    byte[] pickle() {
        long bytes = entries.get(PICKLE).getSize();
        if (bytes > LARGEST_PICKLE) {
            throw Refusal.damaged(file, "its pickle is %d bytes long, more than %d".formatted(bytes, LARGEST_PICKLE));
        }
        try (RecordInput in = record(PICKLE)) {
            byte[] pickle = in.stream().readNBytes((int) bytes);
            in.finish();
            return pickle;
        } catch (IOException e) {
            throw broken(PICKLE, e);
        }
    }

    /** Bytes of each storage, by its key. */
    Map<String, Long> storageBytes() {
        Map<String, Long> bytes = new HashMap<>();
        entries.forEach((name, entry) -> {
            if (name.startsWith(RECORDS)) {
                bytes.put(name.substring(RECORDS.length()), entry.getSize());
            }
        });
        return Collections.unmodifiableMap(bytes);
    }

    /** A storage's values, one after another. */
    RecordInput storage(String key) throws IOException {
        return record(RECORDS + key);
    }

    SamdaException broken(String name, IOException cause) {
        return Refusal.damaged(file, "'%s' cannot be read (%s)".formatted(name, cause.getMessage()), cause);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }

    private RecordInput record(String name) throws IOException {
        ZipEntry entry = entries.get(name);
        InputStream in = zip.getInputStream(entry);
        return new RecordInput(in, entry, file);
    }

    private void findEntries() throws IOException {
        List<ZipEntry> all = new ArrayList<>(Collections.list(zip.entries()));
        String folder = folder(all);
        long bytes = 0;
        for (ZipEntry entry : all) {
            requirePlausible(entry);
            bytes += entry.getSize();
            boolean inside = entry.getName().startsWith(folder);
            if (inside && entries.put(entry.getName().substring(folder.length()), entry) != null) {
                throw Refusal.damaged(file, "its ZIP archive has two entries '%s'".formatted(entry.getName()));
            }
            if (bytes > MOST_EXPANSION * file.toFile().length()) {
                throw Refusal.damaged(file, "it would expand to more than %d times its size".formatted(MOST_EXPANSION));
            }
        }
        if (entries.containsKey("constants.pkl") || entries.keySet().stream().anyMatch(n -> n.startsWith("code/"))) {
            throw Refusal.unsupported(file, "it is a TorchScript archive, which holds a program beside the weights");
        }
    }

    /** The folder, with the slash, that holds the pickle. */
    private String folder(List<ZipEntry> all) {
        List<String> folders = all.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.indexOf('/') > 0 && name.indexOf('/') == name.length() - PICKLE.length() - 1)
                .filter(name -> name.endsWith(PICKLE))
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .toList();
        if (folders.size() != 1) {
            throw Refusal.unsupported(
                    file, "it is a ZIP archive with %d files '*/%s', not one".formatted(folders.size(), PICKLE));
        }
        return folders.get(0);
    }

    private void requirePlausible(ZipEntry entry) {
        long length = file.toFile().length();
        boolean stored = entry.getMethod() == ZipEntry.STORED;
        if (entry.getSize() < 0
                || entry.getSize() > MOST_EXPANSION * length
                || (stored && (entry.getSize() != entry.getCompressedSize() || entry.getSize() > length))) {
            throw Refusal.damaged(file, "'%s' cannot be %d bytes long".formatted(entry.getName(), entry.getSize()));
        }
    }

    private void requireByteOrder() {
        if (!entries.containsKey("byteorder")) {
            return;
        }
        try (RecordInput in = record("byteorder")) {
            String order = new String(in.stream().readNBytes(16), StandardCharsets.US_ASCII);
            if (!order.equals("little")) {
                throw Refusal.unsupported(file, "its byte order is '%s', not 'little'".formatted(order));
            }
            in.finish();
        } catch (IOException e) {
            throw broken("byteorder", e);
        }
    }
}
