/** Tests of the SSH connections that are counted: MINA SSHD's sessions and handler methods. */
package tbot.diag.it.ssh;
