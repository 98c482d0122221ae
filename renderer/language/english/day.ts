/** What the window says at the end of the hotel's day. */
export const englishDay = {
  'key.endDay': 'End of day',
  'day.title': 'End of day',
  'day.reading': 'Looking through the house…',
  'day.intro': '{day} ends, {next} begins. Every night slept is put on its bill, with its taxes.',
  'day.mayNot':
    'This terminal has no line. The day is ended where there is one, or at the terminal that may without it.',
  'day.dueOut': 'Should have left',
  'day.dueOutNone': 'Everybody who was to leave has left.',
  'day.staysOn': 'Stays one more night',
  'day.staysOnFor': 'Stays one more night: {guest}',
  'day.checkOutFor': 'Check out {guest}',
  'day.openFor': 'Open the booking of {guest}',
  'day.openBooking': 'Open',
  'day.notArrived': 'Expected, and not here',
  'day.notArrivedNone': 'Everybody who was expected has come.',
  'day.decide': 'What becomes of {guest}',
  'day.keep': 'Comes later',
  'day.noShowFree': 'No-show, no fee',
  'day.noShowFee': 'No-show, {amount}',
  'day.lastNight': 'Nothing would be left of this stay tomorrow: it has to be decided today.',
  'day.checkInFor': 'Check in {guest}',
  'day.moves': 'To be moved today, and not moved yet',
  'day.money':
    '{count, plural, one {One payment waits} other {# payments wait}} for somebody to say whose it is.',
  'day.toConflicts': 'Settle it',
  'day.nights':
    '{count, plural, =0 {No night is left to be posted.} one {One night will be posted: {amount}} other {# nights will be posted: {amount}}}',
  'day.unsent':
    '{count, plural, one {One step has} other {# steps have}} not reached the server yet. They go on with their own time.',
  'day.left':
    '{count, plural, =0 {Nothing is in the way} one {One thing is in the way} other {# things are in the way}}',
  'day.close': 'End the day',
  'day.closed': 'It is {day} now',
  'day.closedNights':
    '{count, plural, =0 {No night was posted} one {One night was posted, {amount}} other {# nights were posted, {amount}}}',
  'day.closedNoShows': '{count, plural, =0 {No no-shows} one {One no-show} other {# no-shows}}',
  'day.closedKept':
    '{count, plural, =0 {Nobody is still awaited from that day} one {One guest is still awaited} other {# guests are still awaited}}',
  'day.goOn': 'Begin the day',
  'command.day.close': 'End of day',
  'command.day.postNights': 'Nights posted',
} as const
