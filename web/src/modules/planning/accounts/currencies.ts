// Offered while one types; any other ISO 4217 code may be typed.
export const CURRENCIES = ['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'KRW', 'CNY', 'CAD', 'AUD', 'NZD', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'SGD', 'HKD', 'INR', 'BRL', 'MXN', 'ZAR', 'TRY', 'ILS', 'AED']
