/** What catalogs lack: how much of it, where, and whether it becomes less. */
package io.orgscribe.quality;
