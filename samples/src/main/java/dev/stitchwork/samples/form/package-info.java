/** The sample form: its boxes, its drawing as a PDF with form fields, and its template file. */
package dev.stitchwork.samples.form;
