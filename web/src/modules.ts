// The modules of the console, in the order of the menu.
import * as identity from './modules/identity/module'
import * as planning from './modules/planning/module'

export const modules = [planning.planning, identity.identity]
export const words = { identity: identity.words, planning: planning.words }
