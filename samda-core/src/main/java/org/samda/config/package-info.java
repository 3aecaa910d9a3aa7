// SPDX-License-Identifier: Apache-2.0
/** Reads YAML and JSON into records, strictly, and writes them back; knows no record of the project. */
package org.samda.config;
