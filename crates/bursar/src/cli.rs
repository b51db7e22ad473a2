//! The command line: what can be said, and how it is answered.
use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use kernel::{App, Error, Module, Result, Role, Settings, World, settings::BadSetting};

use crate::{MODULES, commands};

/// The back office of a financial business, in one program.
///
/// Settings come from bursar.toml and the environment; `bursar settings` shows them.
#[derive(Parser)]
#[command(name = "bursar", version, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Args)]
pub(crate) struct Global {
    /// The settings file; by default `bursar.toml` here, if there is one
    #[arg(long, global = true, env = "BURSAR_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder with the data
    #[arg(long, global = true, value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
    /// Only these modules, separated by commas; identity is always there
    #[arg(long, global = true, value_delimiter = ',', value_name = "NAMES")]
    modules: Vec<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the console
    Serve {
        /// Load the demo world into an empty database, and accept its passwords
        #[arg(long)]
        demo: bool,
        /// Address and port, such as 0.0.0.0:8000
        #[arg(long, value_name = "ADDRESS")]
        listen: Option<SocketAddr>,
    },
    /// Bring the database's schema up to date
    Migrate,
    /// Load the demo world into an empty database
    Demo,
    /// Manage accounts
    #[command(subcommand)]
    User(User),
    /// Look after the audit log
    #[command(subcommand)]
    Audit(Audit),
    /// Save the database, the files and the secrets into one archive
    Backup {
        /// The archive to write, such as bursar.tar.gz
        file: PathBuf,
    },
    /// Bring back what `backup` saved
    Restore {
        /// The archive to read
        file: PathBuf,
        /// Replace what is there
        #[arg(long)]
        force: bool,
    },
    /// Print the API document (OpenAPI 3.1)
    Openapi,
    /// Print the effective settings, secrets masked
    Settings,
    /// Say what is wrong with this installation, and how to mend it
    Doctor,
    /// Read documents for the server, which starts this by itself and speaks with it over its input and output
    #[command(hide = true)]
    ReadDocuments {
        /// The most memory that it may take
        #[arg(long, default_value_t = 2_048)]
        megabytes: u64,
        /// The most processor time for one document
        #[arg(long, default_value_t = 60)]
        seconds: u64,
    },
}

/// Accounts, from the command line.
#[derive(Subcommand)]
pub(crate) enum User {
    /// Open an account; without --password a temporary one is printed
    Create {
        /// The e-mail address
        email: String,
        /// The name
        #[arg(long)]
        name: Option<String>,
        /// The handle; taken from the e-mail by default
        #[arg(long)]
        user_id: Option<String>,
        /// user, customer, builder, portfolio_manager, manager, admin or super_admin
        #[arg(long, default_value = "user")]
        role: Role,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List accounts, newest first
    List {
        /// How many at most
        #[arg(long, default_value_t = 100)]
        limit: u64,
    },
    /// Give an account a temporary password, and end its sessions
    ResetPassword {
        /// Handle or e-mail
        user: String,
        /// Also switch its two-factor sign-in off, for someone who lost the device
        #[arg(long)]
        clear_two_factor: bool,
    },
    /// Give an account another role
    Promote {
        /// Handle or e-mail
        user: String,
        /// The new role
        #[arg(long, default_value = "admin")]
        role: Role,
    },
}

#[derive(Subcommand)]
enum Audit {
    /// Prove that no line of the log was changed or removed, or name the first that was
    Verify,
}

/// Why a command failed, for the person at the terminal.
enum Failure {
    Setting(BadSetting),
    Other(Error),
    /// It has said so itself.
    Said,
}

impl From<BadSetting> for Failure {
    fn from(e: BadSetting) -> Self {
        Self::Setting(e)
    }
}

impl From<Error> for Failure {
    fn from(e: Error) -> Self {
        Self::Other(e)
    }
}

/// Does what the arguments say.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if let Command::ReadDocuments { megabytes, seconds } = cli.command {
        // It opens files of strangers: it must not hold anything that they could want.
        return invoices::reader::child::child(megabytes, seconds)
            .map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("bursar: {e}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(obey(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Said) => ExitCode::FAILURE,
        Err(Failure::Setting(e)) => {
            eprintln!("bursar: {e}");
            ExitCode::from(2)
        }
        Err(Failure::Other(e)) => {
            eprintln!("bursar: {}", e.cause().map_or_else(|| e.detail.to_string(), str::to_owned));
            ExitCode::FAILURE
        }
    }
}

async fn obey(cli: Cli) -> Result<(), Failure> {
    let said = |ok: bool| if ok { Ok(()) } else { Err(Failure::Said) };
    let modules = cli.global.chosen()?;
    let overrides = cli.global.overrides(&cli.command);
    let file = cli.global.file();
    let settings = Settings::load(MODULES, file.as_deref(), std::env::vars(), &overrides)?;
    match cli.command {
        Command::Settings => commands::settings(&settings),
        Command::Serve { demo, .. } => commands::serve(settings, modules, demo).await?,
        Command::Migrate => commands::migrate(&open(settings, modules).await?).await?,
        Command::Demo => commands::demo(settings, modules).await?,
        Command::User(user) => commands::user(&ready(settings, modules).await?, user).await?,
        Command::Audit(Audit::Verify) => said(commands::verify(&ready(settings, modules).await?).await?)?,
        Command::Backup { file } => commands::backup(&ready(settings, modules).await?, &file).await?,
        Command::Restore { file, force } => commands::restore(&settings, &file, force)?,
        Command::Openapi => commands::openapi(modules)?,
        // Answered before anything was opened.
        Command::ReadDocuments { .. } => {}
        Command::Doctor => said(commands::doctor(settings, modules).await)?,
    }
    Ok(())
}

async fn open(settings: Settings, modules: Vec<&'static Module>) -> Result<App> {
    App::open(settings, modules, World::real()).await
}

/// A house whose schema is up to date.
async fn ready(settings: Settings, modules: Vec<&'static Module>) -> Result<App> {
    let app = open(settings, modules).await?;
    app.migrate().await?;
    Ok(app)
}

impl Global {
    fn chosen(&self) -> Result<Vec<&'static Module>, BadSetting> {
        if let Some(unknown) =
            self.modules.iter().find(|name| MODULES.iter().all(|module| module.name != name.as_str()))
        {
            let known = MODULES.iter().map(|module| module.name).collect::<Vec<_>>().join(", ");
            return Err(BadSetting::new(format!("there is no module `{unknown}`: choose among {known}")));
        }
        let wanted = |module: &&&'static Module| {
            self.modules.is_empty()
                || module.authenticate.is_some()
                || self.modules.iter().any(|name| name == module.name)
        };
        Ok(MODULES.iter().filter(wanted).copied().collect())
    }

    fn file(&self) -> Option<PathBuf> {
        let here = PathBuf::from("bursar.toml");
        self.config.clone().or_else(|| here.exists().then_some(here))
    }

    fn overrides(&self, command: &Command) -> Vec<(&'static str, String)> {
        let mut overrides = vec![];
        if let Some(folder) = &self.data_dir {
            overrides.push(("data_dir", folder.display().to_string()));
        }
        if let Command::Serve { listen: Some(listen), .. } = command {
            overrides.push(("server.listen", listen.to_string()));
        }
        overrides
    }
}
