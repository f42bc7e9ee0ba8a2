/** The only SQL of the house: tables, transactions, durability. */
package dev.stitchwork.engine.store;
