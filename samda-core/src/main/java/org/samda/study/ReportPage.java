// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.samda.experiment.HtmlText.escaped;

import java.util.List;
import java.util.stream.Collectors;

/** How a study's page looks: on a screen of any width, in the dark, and on paper. */
final class ReportPage {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none';img-src data:;style-src 'unsafe-inline'">
            <title>%1$s</title>
            <style>
            :root{color-scheme:light dark;--ink:#1a1a1a;--page:#fff;--line:#d0d0d0;--soft:#f3f3f3;--dim:#5a5a5a}
            @media(prefers-color-scheme:dark){:root{--ink:#e6e6e6;--page:#161616;--line:#444;--soft:#242424;--dim:#a8a8a8}}
            body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);max-width:76rem;margin:0 auto;padding:1rem}
            h1,h2{line-height:1.2}h2{margin-top:2.5rem}small,figcaption,caption{color:var(--dim)}small{font-size:.8em}
            .wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:1rem 0}
            caption{text-align:left;padding:.2rem 0}
            td,th{padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
            td{white-space:nowrap}td:last-child{white-space:normal}
            figure{margin:1rem 0}figure svg,figure img{background:#fff;height:auto;max-width:100%%}
            figure.wide img{min-width:40rem}
            pre{background:var(--soft);padding:.7rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem}
            li{overflow-wrap:anywhere}
            @media print{body{max-width:none;font-size:10pt;padding:0}section{break-before:page}section:first-of-type{break-before:auto}
            tr,figure,li{break-inside:avoid}.wide{overflow:visible}figure.wide img{min-width:0}}
            </style></head><body>
            <h1>%1$s</h1>
            """;

    private ReportPage() {}

    /** Up to the heading. */
    static String head(String title) {
        return HEAD.formatted(escaped(title));
    }

    /** A list of what a reader should know; nothing if there is nothing. */
    static String notes(List<String> notes) {
        return notes.stream()
                .map(note -> "<li>" + escaped(note))
                .collect(Collectors.joining("\n", notes.isEmpty() ? "" : "<ul>", notes.isEmpty() ? "" : "</ul>"));
    }
}
