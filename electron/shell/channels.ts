/** The only two channels between the window and the main process. */
export const callChannel = 'call'
export const eventChannel = 'event'
