// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.nio.file.Path;
import org.samda.io.Sha256;

/**
 * A file that is there and as published, as far as that is known.
 *
 * @param file       where it is
 * @param bytes      its size
 * @param sha256     its checksum
 * @param downloaded whether it was fetched just now
 */
public record FetchedFile(Path file, long bytes, Sha256 sha256, boolean downloaded) {}
