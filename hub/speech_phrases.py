"""What speech to text has to say, in Danish and English; part of ``hub.phrases``."""

# Each code with its Danish and its English text.
SPEECH: dict[str, tuple[str, str]] = {
    "speech-no-answer": (
        "Talegenkendelsen på {host} svarer ikke. Er serveren startet?",
        "The speech server at {host} does not answer. Is it running?",
    ),
    "speech-timeout": (
        "Talegenkendelsen på {host} var ikke færdig efter {minutes} minutter. Vælg en mindre model"
        " eller en hurtigere maskine.",
        "The speech server at {host} was not done after {minutes} minutes. Choose a smaller model"
        " or a faster machine.",
    ),
    "speech-broken-off": (
        "Talegenkendelsen på {host} afbrød forbindelsen. Måske er {size} MB mere, end den tager"
        " imod.",
        "The speech server at {host} broke off the connection. {size} MB may be more than it"
        " takes.",
    ),
    "speech-key": (
        "Talegenkendelsen på {host} afviser vores nøgle ({status}). Ret miljøvariablen {key}, og"
        " genstart.",
        "The speech server at {host} refuses our key ({status}). Correct the environment variable"
        " {key} and restart.",
    ),
    "speech-no-key": (
        "Miljøvariablen {key} med nøglen til talegenkendelsen mangler. Sæt den, og genstart.",
        "The environment variable {key} with the key of the speech server is missing. Set it and"
        " restart.",
    ),
    "speech-not-found": (
        "Talegenkendelsen kender ikke adressen {url} eller modellen {model}. {reason}",
        "The speech server does not know the address {url} or the model {model}. {reason}",
    ),
    "speech-busy": (
        "Talegenkendelsen på {host} har for travlt lige nu ({status}). {reason}",
        "The speech server at {host} is too busy right now ({status}). {reason}",
    ),
    "speech-status": (
        "Talegenkendelsen på {host} svarede med fejlen {status}. {reason}",
        "The speech server at {host} answered with error {status}. {reason}",
    ),
    "speech-unreadable": (
        "Talegenkendelsen på {host} svarede ikke med en udskrift: {reason}",
        "The speech server at {host} did not answer with a transcript: {reason}",
    ),
    "speech-refused": (
        "Talegenkendelsen på {host} vil ikke tage lyden: {reason}",
        "The speech server at {host} does not take the audio: {reason}",
    ),
    "speech-too-large": (
        "Lydfilen på {size} MB er større, end {host} tager imod, også i stykker på 20 MB. Giv"
        " serveren eller proxyen foran en højere grænse (nginx: client_max_body_size).",
        "The audio file of {size} MB is larger than {host} takes, even in pieces of 20 MB. Raise"
        " the limit of the server or the proxy before it (nginx: client_max_body_size).",
    ),
    "speech-too-long": (
        "Lyden er længere end de {minutes} minutter, der må skrives ud på en dag. Sæt"
        " hub.speech.minutes op.",
        "The audio is longer than the {minutes} minutes allowed for a day. Raise"
        " hub.speech.minutes.",
    ),
    "speech-no-audio": (
        "Adressen svarer ikke med lyd, men med noget andet ({type}).",
        "The address does not answer with audio but with something else ({type}).",
    ),
    "speech-silent": (
        "Der bliver ikke sagt noget, vi kan forstå.",
        "Nothing is said that could be understood.",
    ),
    "speech-overtaken": (
        "Der kom en udskrift et andet sted fra imens, og den gælder.",
        "A transcript came from elsewhere meanwhile, and that one counts.",
    ),
    "speech-tomorrow": (
        "Der er ikke minutter nok tilbage i dag. Episoden kommer til i morgen.",
        "Too few minutes are left today. The episode is taken up tomorrow.",
    ),
    "speech-folder": (
        "Mappen {folder} mangler {missing}. Den skal rumme en Whisper-model i CTranslate2-form.",
        "The folder {folder} lacks {missing}. It must hold a Whisper model in CTranslate2's form.",
    ),
    "speech-extra": (
        "Programmet til talegenkendelse mangler: pip install lydhoer[speech]",
        "The program that understands speech is missing: pip install lydhoer[speech]",
    ),
}
