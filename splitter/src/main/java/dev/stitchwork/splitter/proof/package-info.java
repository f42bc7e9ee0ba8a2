/**
 * What the splitter did to a page, for the client's eyes: the page with its fields and whose ink is whose, beside the
 * fragments that were cut from it. It names fields and shows the page, so nothing of it may ever reach a worker.
 */
package dev.stitchwork.splitter.proof;
