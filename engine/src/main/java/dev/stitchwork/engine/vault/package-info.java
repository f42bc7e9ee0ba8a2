/**
 * Encrypted bytes at rest: one key per owner (a batch, a saved template), wrapped by the installation's master key.
 *
 * <pre>
 * vault/
 *   master.key                          wraps every owner's key; mode 600; back it up, apart from the data
 *   master.lock                         held while the master key is made or read
 *   &lt;owner&gt;/                            32 hexadecimal digits: a batch's id, say
 *     &lt;32 random hexadecimal digits&gt;    a sealed file, or a pack of sealed pictures
 *     &lt;...&gt;.part                        one that is still being written
 * </pre>
 */
package dev.stitchwork.engine.vault;
