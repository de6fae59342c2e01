// What html-validate asks of our pages, and of our letters, which mail programs of twenty years ago are to show.

const shared = {
  "long-title": "off", // a title may hold what a person typed, however long
  "no-trailing-whitespace": "off", // a letter's text is shown as it is, and the mark before its foot ends with a space
};

export const pages = {
  extends: ["html-validate:recommended"],
  rules: {
    ...shared,
    "doctype-style": ["error", { style: "lowercase" }],
    "no-implicit-button-type": "off", // a button in a form sends it, by the standard; and that is what ours are for
    "no-implicit-input-type": "off", // a field without a type holds text, by the standard
    "form-dup-name": ["error", { shared: ["radio", "button", "reset", "submit", "checkbox"] }], // several of a list
    "prefer-native-element": ["error", { exclude: ["region"] }], // a wide table scrolls in one, and is no section
  },
};

export const letters = {
  extends: ["html-validate:recommended"],
  rules: {
    ...shared,
    "no-inline-style": "off", // many mail programs read no other
    "no-deprecated-attr": "off", // Outlook for Windows lays out by width, align and bgcolor alone
    "presentation-role-style": ["error", { prefer: "presentation" }], // the older of two names, which all readers know
    "prefer-native-element": ["error", { exclude: ["main"] }], // Gmail and Outlook throw <main> away, and keep a role
  },
};
