/** Web server, pages and command line: the one place that knows everybody. */
package dev.stitchwork.ui;
