/** Tests of how SSH connections are counted: sessions of MINA SSHD and calls of handler methods. */
package tbot.diag.it.ssh;
