// The words of the analyses.
export const pages = {
}
