// SPDX-License-Identifier: Apache-2.0
/** Chunked arrays in folders: Zarr v2 and v3, OME-Zarr 0.4 and 0.5, N5; read and written without knowing what is in them. */
package org.samda.io.zarr;
