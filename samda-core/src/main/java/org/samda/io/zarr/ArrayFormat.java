// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

/** The formats of chunked arrays in folders. */
public enum ArrayFormat {
    ZARR2("Zarr v2", ".zarray"),
    ZARR3("Zarr v3", "zarr.json"),
    N5("N5", "attributes.json");

    private final String title;
    private final String metadata;

    ArrayFormat(String title, String metadata) {
        this.title = title;
        this.metadata = metadata;
    }

    /** As its authors call it. */
    String title() {
        return title;
    }

    /** Name of the file that describes an array. */
    String metadata() {
        return metadata;
    }
}
