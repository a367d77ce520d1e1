// Loaded into each child before its own program: a child whose parent was killed ends too, instead of keeping a port or a
// build's lock. The channel to the parent closes with it, however it ends.
if (process.env.CHILD_OF === String(process.ppid)) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // Waiting for that alone must not keep a child alive that has done its work. The child's own workers inherit this file,
  // and live by just such a channel: hence the question above.
  process.channel?.unref();
}
