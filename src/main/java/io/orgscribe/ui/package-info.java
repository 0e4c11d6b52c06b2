/** Pages for people. */
package io.orgscribe.ui;
