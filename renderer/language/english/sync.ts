/** What the window says of work on its way, and of a server that will not have it. */
export const englishSync = {
  'line.state.quarantined': 'Cannot be sent: kept here, ask your support',
  'line.willConflict': 'Goes against what others have done since: it will need a decision',
  'line.quarantined':
    '{count, plural, one {# entry cannot} other {# entries cannot}} be carried to the server. Nothing is lost: it is kept here and can be exported.',
  'line.export': 'Save it as a file',
  'line.enrolAgain': 'Join again',
  'line.enrolAgainHelp': 'What waits here is kept, and is sent once the terminal has joined.',
  'line.problem.revoked': 'A manager has sent this terminal away. It gets and gives nothing more.',
  'line.problem.cloned':
    'The server knows other work under this terminal’s name. It joins anew by itself, or with a new code.',
  'line.problem.not_a_terminal': 'The server does not know this terminal. Ask a manager for a new code.',
  'line.problem.update_terminal':
    'The server is newer than this program. Go on working, and have the program updated: nothing here is lost.',
  'line.problem.update_server':
    'The server is older than this program. Go on working: everything is sent once it has been updated.',
  'line.problem.bad_answers':
    'What answers is not the server: perhaps a sign-in page of the network. Go on working.',
  'line.problem.push_refused': 'The server takes nothing from this terminal now. Everything is kept here.',
  'line.problem.audit_mismatch':
    'The server’s record of this terminal’s work is not what was sent: it may have been altered. Go on working, and tell a manager.',
  'record.willConflict': 'Not sent yet, and against what others have done since: it will need a decision',
  'reason.revoked': 'The terminal or the person had been sent away; money is in suspense',
  'reason.quarantined': 'It cannot be carried to the server; it is kept on this terminal',
} as const satisfies Readonly<Record<string, string>>
