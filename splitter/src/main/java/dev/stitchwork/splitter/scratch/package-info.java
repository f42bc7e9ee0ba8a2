/** What a process writes down only while it works, and that is gone after it however it ends. */
package dev.stitchwork.splitter.scratch;
